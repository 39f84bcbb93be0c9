package fatbuildr.build.deb;

import fatbuildr.journal.Journal;
import fatbuildr.process.Command;
import fatbuildr.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.Path;

/** Gives the build's user a copy of a source tree with all times and modes, for these matter to makefiles. */
record TreeCopy(ProcessRunner processes, Journal journal) {
    /** The copy has the tree's name. */
    Path to(Path directory, Path tree) throws InterruptedException, IOException {
        processes.run(Command.of("cp", "-a", "--reflink=auto", "--", tree.toString(), directory.toString()), journal);
        Path copied = directory.resolve(String.valueOf(tree.getFileName()));
        BuildFiles.giveAway(copied);
        return copied;
    }
}
