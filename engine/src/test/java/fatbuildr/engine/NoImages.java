package fatbuildr.engine;

import fatbuildr.engine.task.ImageKeeper;
import fatbuildr.error.FatbuildrException;
import fatbuildr.journal.Journal;
import java.util.List;

/** A site whose images cannot be made: each attempt fails as it does without the tools. */
final class NoImages implements ImageKeeper {
    @Override
    public void createImage(String format, boolean force, Journal journal) {
        throw FatbuildrException.external("the image tool is not installed");
    }

    @Override
    public void updateImage(String format, Journal journal) {
        throw FatbuildrException.notFound("Image " + format + " does not exist");
    }

    @Override
    public void createEnvironment(
            String format, String environment, String architecture, boolean force, Journal journal) {
        throw FatbuildrException.notFound("Image " + format + " does not exist");
    }

    @Override
    public void updateEnvironment(String format, String environment, String architecture, Journal journal) {
        throw FatbuildrException.notFound("Image " + format + " does not exist");
    }

    @Override
    public List<InstanceService.ImageStatus> status() {
        return List.of(new InstanceService.ImageStatus("deb", false, List.of()));
    }
}
