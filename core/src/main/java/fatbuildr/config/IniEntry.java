package fatbuildr.config;

/** A value as written, before interpolation, and where. {@code line} 0 is the program itself. */
record IniEntry(String value, String file, int line) {
    String place() {
        return line == 0 ? file : file + ":" + line;
    }
}
