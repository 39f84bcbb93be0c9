package fatbuildr.daemon;

import fatbuildr.build.BuildServices;
import fatbuildr.config.Settings;
import fatbuildr.container.Leftovers;
import fatbuildr.engine.InstanceService.EnvironmentStatus;
import fatbuildr.engine.InstanceService.ImageStatus;
import fatbuildr.engine.task.ImageKeeper;
import fatbuildr.environment.EnvironmentId;
import fatbuildr.environment.Images;
import fatbuildr.error.FatbuildrException;
import fatbuildr.instance.InstanceDefinition;
import fatbuildr.journal.Journal;
import java.util.ArrayList;
import java.util.List;

/** The images of one instance, as its tasks need them. */
record InstanceImages(Settings settings, Images images, InstanceDefinition instance) implements ImageKeeper {
    /** Ends first what a former daemon, killed, left running. */
    static InstanceImages open(BuildServices services, InstanceDefinition instance) {
        Settings settings = services.settings();
        try {
            Leftovers.kill(settings.tasks().workspaces().toAbsolutePath().resolve(instance.id()));
            services.images().recover(instance);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FatbuildrException.external("The start of the daemon was interrupted", e);
        }
        return new InstanceImages(settings, services.images(), instance);
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
    public List<ImageStatus> status() {
        List<ImageStatus> statuses = new ArrayList<>();
        for (String format : instance.pipelines().formats()) {
            if (settings.images().formats().contains(format)) {
                statuses.add(new ImageStatus(format, images.imageExists(instance, format), environments(format)));
            }
        }
        return statuses;
    }

    private List<EnvironmentStatus> environments(String format) {
        return Images.environments(instance, format).stream()
                .map(id -> new EnvironmentStatus(
                        id.environment(), id.architecture(), images.environmentExists(instance, id)))
                .toList();
    }
}
