package fatbuildr.engine.task;

import fatbuildr.engine.InstanceService.EnvironmentStatus;
import fatbuildr.engine.InstanceService.ImageStatus;
import fatbuildr.environment.EnvironmentId;
import fatbuildr.environment.Images;
import fatbuildr.instance.InstanceDefinition;
import fatbuildr.journal.Journal;
import java.util.List;

/** The images of one instance among those of all. */
public final class InstanceImages implements ImageKeeper {
    private final Images images;
    private final InstanceDefinition instance;

    public InstanceImages(Images images, InstanceDefinition instance) {
        this.images = images;
        this.instance = instance;
    }

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
    public List<ImageStatus> status() {
        return instance.pipelines().formats().stream()
                .map(format -> new ImageStatus(
                        format,
                        images.imageExists(instance, format),
                        Images.environments(instance, format).stream()
                                .map(id -> new EnvironmentStatus(
                                        id.environment(), id.architecture(), images.environmentExists(instance, id)))
                                .toList()))
                .toList();
    }
}
