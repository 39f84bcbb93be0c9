package fatbuildr.registry.deb;

import fatbuildr.error.FatbuildrException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A binary package file.
 *
 * @param file where it was read
 * @param control its control stanza
 */
public record DebPackage(
        Path file,
        FileDigests digests,
        Stanza control,
        String name,
        DebVersion version,
        String architecture,
        SourceReference source) {

    /** The source package a binary comes from; the version differs from the binary's when it was set by hand. */
    public record SourceReference(String name, DebVersion version) {}

    private static final Pattern SOURCE = Pattern.compile("(\\S+)(?:\\s+\\((\\S+)\\))?");

    static DebPackage of(Path file, FileDigests digests, Stanza control, String where) {
        String name = PackageName.check(control.require("Package", where), where);
        DebVersion version = DebVersion.parse(control.require("Version", where), where);
        String architecture = PackageName.checkArchitecture(control.require("Architecture", where), where);
        control.require("Maintainer", where);
        SourceReference source = control.get("Source")
                .filter(text -> !text.isBlank())
                .map(text -> source(text, version, where))
                .orElse(new SourceReference(name, version));
        return new DebPackage(file, digests, control, name, version, architecture, source);
    }

    /** The canonical file name: {@code name_version_architecture.deb} without the epoch. */
    public String fileName() {
        return name + "_" + version.withoutEpoch() + "_" + architecture + ".deb";
    }

    private static SourceReference source(String text, DebVersion version, String where) {
        Matcher matcher = SOURCE.matcher(text);
        if (!matcher.matches()) {
            throw FatbuildrException.invalid(where + ": field Source is not 'name' or 'name (version)'");
        }
        String name = PackageName.check(matcher.group(1), where);
        return new SourceReference(
                name, matcher.group(2) == null ? version : DebVersion.parse(matcher.group(2), where));
    }
}
