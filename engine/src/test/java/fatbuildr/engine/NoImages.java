package fatbuildr.engine;

import fatbuildr.api.ImageStatus;
import fatbuildr.engine.task.ImageKeeper;
import fatbuildr.error.FatbuildrException;
import fatbuildr.journal.Journal;
import fatbuildr.process.Command;
import fatbuildr.process.ProcessRunner;
import java.util.List;

/** A site whose images cannot be made: each attempt fails as it does without the tools. Image shells are local ones. */
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

    /** Runs on this machine, without a container. */
    @Override
    public void imageShell(String format, String term, List<String> command, Journal journal)
            throws InterruptedException {
        Command shell = Command.of(command.isEmpty() ? List.of("bash", "--norc") : command)
                .env("TERM", term)
                .env("PS1", "> ");
        int status = new ProcessRunner().status(shell, journal);
        if (status != 0 && !command.isEmpty()) {
            throw ProcessRunner.failure(shell, status, "");
        }
    }

    @Override
    public void environmentShell(
            String format,
            String environment,
            String architecture,
            String term,
            List<String> command,
            Journal journal) {
        throw FatbuildrException.notFound("Image " + format + " does not exist");
    }

    @Override
    public List<ImageStatus> status() {
        return List.of(new ImageStatus("deb", false, List.of()));
    }
}
