package fatbuildr.cli;

import java.util.Arrays;

/** The import programs: the first argument, given by their launchers, tells which one. */
public final class ImportMain {
    private ImportMain() {}

    public static void main(String[] args) {
        Main.start(
                args[0].equals("import-dsc") ? ImportCommand.dsc() : ImportCommand.sourceRpm(),
                Arrays.copyOfRange(args, 1, args.length));
    }
}
