package fatbuildr.daemon;

import fatbuildr.api.ImageStatus;
import fatbuildr.config.Settings;
import fatbuildr.engine.task.ImageKeeper;
import fatbuildr.environment.EnvironmentId;
import fatbuildr.environment.Images;
import fatbuildr.instance.InstanceDefinition;
import fatbuildr.journal.Journal;
import java.util.ArrayList;
import java.util.List;

/** The images of one instance, as its tasks need them. */
record InstanceImages(Settings settings, Images images, InstanceDefinition instance) implements ImageKeeper {
    @Override
    public void recover() throws InterruptedException {
        images.recover(instance);
    }

    @Override
    public void createImage(String format, boolean force, Journal journal) throws InterruptedException {
        images.createImage(instance, format, force, journal);
    }

    @Override
    public void updateImage(String format, Journal journal) throws InterruptedException {
        images.updateImage(instance, format, journal);
    }

    @Override
    public void createEnvironment(
            String format, String environment, String architecture, boolean force, Journal journal)
            throws InterruptedException {
        images.createEnvironment(instance, new EnvironmentId(format, environment, architecture), force, journal);
    }

    @Override
    public void updateEnvironment(String format, String environment, String architecture, Journal journal)
            throws InterruptedException {
        images.updateEnvironment(instance, new EnvironmentId(format, environment, architecture), journal);
    }

    @Override
    public void imageShell(String format, String term, List<String> command, Journal journal)
            throws InterruptedException {
        images.imageShell(instance, format, term, command, journal);
    }

    @Override
    public void environmentShell(
            String format, String environment, String architecture, String term, List<String> command, Journal journal)
            throws InterruptedException {
        images.environmentShell(instance, new EnvironmentId(format, environment, architecture), term, command, journal);
    }

    @Override
    public List<ImageStatus> status() {
        List<ImageStatus> statuses = new ArrayList<>();
        for (String format : instance.pipelines().formats()) {
            if (settings.images().formats().contains(format)) {
                statuses.add(new ImageStatus(format, images.imageExists(instance, format), environments(format)));
            }
        }
        return statuses;
    }

    private List<ImageStatus.Environment> environments(String format) {
        return Images.environments(instance, format).stream()
                .map(id -> new ImageStatus.Environment(
                        id.environment(), id.architecture(), images.environmentExists(instance, id)))
                .toList();
    }
}
