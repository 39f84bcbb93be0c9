package fatbuildr.web.multipart;

/**
 * Bounds of a form, so that no body can fill the memory.
 *
 * @param parts parts of any kind
 * @param headerBytes headers of one part
 * @param fieldBytes value of one text field
 * @param totalBytes the whole body
 */
public record Limits(int parts, int headerBytes, int fieldBytes, long totalBytes) {
    /** Room for definitions with large sources; fields are names and a changelog message. */
    public static final Limits DEFAULT = new Limits(1000, 16 * 1024, 256 * 1024, 64L << 30);
}
