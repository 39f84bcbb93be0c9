package fatbuildr.registry.apt;

import fatbuildr.registry.deb.DebPackage;
import fatbuildr.registry.deb.DscPackage;
import fatbuildr.registry.deb.FileDigests;
import fatbuildr.registry.deb.ListedFile;
import fatbuildr.registry.deb.Stanza;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Makes index entries of packages. */
public final class StanzaWriter {
    private StanzaWriter() {}

    /**
     * The entry of a binary package.
     *
     * @param path of its file below the repository's root
     */
    public static IndexEntry binary(String component, DebPackage deb, String path) {
        Stanza control = deb.control()
                .without(
                        "Filename",
                        "Size",
                        "MD5sum",
                        "SHA1",
                        "SHA256",
                        "SHA512",
                        "Description-md5",
                        "Status",
                        "Conffiles");
        List<Stanza.Field> fields = new ArrayList<>();
        List<Stanza.Field> last = new ArrayList<>();
        for (Stanza.Field field : control.fields()) {
            (field.name().equalsIgnoreCase("Description") ? last : fields).add(field);
        }
        fields.add(new Stanza.Field("Filename", path));
        fields.add(new Stanza.Field("Size", String.valueOf(deb.digests().size())));
        fields.add(new Stanza.Field("MD5sum", deb.digests().md5()));
        fields.add(new Stanza.Field("SHA256", deb.digests().sha256()));
        for (Stanza.Field description : last) {
            fields.add(description);
            byte[] text = (description.value() + "\n").getBytes(StandardCharsets.UTF_8);
            fields.add(new Stanza.Field("Description-md5", FileDigests.of(text).md5()));
        }
        IndexKey key = new IndexKey(component, deb.architecture(), deb.name(), deb.version());
        return new IndexEntry(key, new Stanza(fields).text());
    }

    /**
     * The entry of a source package.
     *
     * @param directory of its files below the repository's root
     */
    public static IndexEntry source(String component, DscPackage dsc, String directory) {
        List<Stanza.Field> fields = new ArrayList<>();
        fields.add(new Stanza.Field("Package", dsc.name()));
        fields.addAll(dsc.stanza()
                .without("Source", "Package", "Directory", "Files", "Checksums-Sha1", "Checksums-Sha256")
                .fields());
        fields.add(new Stanza.Field("Directory", directory));
        fields.add(new Stanza.Field("Files", files(dsc, FileDigests::md5)));
        fields.add(new Stanza.Field("Checksums-Sha256", files(dsc, FileDigests::sha256)));
        IndexKey key = new IndexKey(component, IndexName.SOURCE, dsc.name(), dsc.version());
        return new IndexEntry(key, new Stanza(fields).text());
    }

    private static String files(DscPackage dsc, Function<FileDigests, String> sum) {
        StringBuilder lines = new StringBuilder();
        line(lines, dsc.digests(), dsc.fileName(), sum);
        for (ListedFile file : dsc.files()) {
            line(lines, file.digests(), file.name(), sum);
        }
        return lines.toString();
    }

    private static void line(StringBuilder lines, FileDigests digests, String name, Function<FileDigests, String> sum) {
        lines.append("\n ").append(sum.apply(digests));
        lines.append(' ').append(digests.size()).append(' ').append(name);
    }
}
