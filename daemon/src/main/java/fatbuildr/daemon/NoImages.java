package fatbuildr.daemon;

import fatbuildr.config.Settings;
import fatbuildr.engine.InstanceService.ImageStatus;
import fatbuildr.engine.task.ImageKeeper;
import fatbuildr.error.FatbuildrException;
import fatbuildr.instance.InstanceDefinition;
import fatbuildr.journal.Journal;
import java.util.List;

/** Until images can be made: says so. */
record NoImages(Settings settings, InstanceDefinition instance) implements ImageKeeper {
    @Override
    public void createImage(String format, boolean force, Journal journal) {
        throw refused();
    }

    @Override
    public void updateImage(String format, Journal journal) {
        throw refused();
    }

    @Override
    public void createEnvironment(
            String format, String environment, String architecture, boolean force, Journal journal) {
        throw refused();
    }

    @Override
    public void updateEnvironment(String format, String environment, String architecture, Journal journal) {
        throw refused();
    }

    @Override
    public List<ImageStatus> status() {
        return List.of();
    }

    private static FatbuildrException refused() {
        return FatbuildrException.refused("this daemon cannot make images");
    }
}
