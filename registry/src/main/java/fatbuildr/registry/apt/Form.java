package fatbuildr.registry.apt;

/** The forms of an index that a Release file lists. Only the compressed ones are stored. */
enum Form {
    TEXT(""),
    GZIP(".gz"),
    ZSTD(".zst");

    private final String suffix;

    Form(String suffix) {
        this.suffix = suffix;
    }

    String suffix() {
        return suffix;
    }
}
