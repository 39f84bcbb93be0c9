package fatbuildr.config;

/** A value as written, before interpolation, and where. {@code line} 0 is the program itself. */
public record IniEntry(String value, String file, int line) {
    /** The file and line, for the beginning of a message. */
    public String place() {
        return line == 0 ? file : file + ":" + line;
    }
}
