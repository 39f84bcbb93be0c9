package fatbuildr.registry.deb;

import fatbuildr.error.FatbuildrException;
import java.util.regex.Pattern;

/** What may become part of a path or an index: names of packages, architectures, files. */
public final class PackageName {
    private static final int MAX_LENGTH = 255;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9+.-]*");
    private static final Pattern ARCHITECTURE = Pattern.compile("[a-z0-9][a-z0-9-]*");
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9+.~_:-]*");

    private PackageName() {}

    /** The name of a source or binary package, or an error. */
    public static String check(String name, String where) {
        return match(NAME, name, "package name", where);
    }

    public static String checkArchitecture(String name, String where) {
        return match(ARCHITECTURE, name, "architecture", where);
    }

    /** A plain file name: no directory, nothing hidden. */
    public static String checkFile(String name, String where) {
        return match(FILE, name, "file name", where);
    }

    private static String match(Pattern pattern, String text, String what, String where) {
        if (text.length() > MAX_LENGTH || !pattern.matcher(text).matches()) {
            String shown = text.substring(0, Math.min(text.length(), 80)).replaceAll("[^\\x20-\\x7e]", "?");
            throw FatbuildrException.invalid(where + ": invalid " + what + " '" + shown + "'");
        }
        return text;
    }
}
