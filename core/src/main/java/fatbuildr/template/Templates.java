package fatbuildr.template;

import static java.util.Objects.requireNonNull;

import fatbuildr.error.FatbuildrException;
import fatbuildr.jinja.DirectoryLoader;
import fatbuildr.jinja.Environment;
import fatbuildr.jinja.TemplateException;
import fatbuildr.jinja.TemplateLoader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;

/** Renders templates of definitions and configuration with their settings (artifact-definition.md section 6). */
public final class Templates {
    static final long MAX_BYTES = 4L << 20;

    private final ZoneId zone;

    /** @param zone of the dates that filters print */
    public Templates(ZoneId zone) {
        this.zone = zone;
    }

    /** The engine with our settings and filters. */
    public Environment environment(TemplateLoader loader) {
        return Filters.add(
                        Environment.builder()
                                .trimBlocks(true)
                                .lstripBlocks(true)
                                .keepTrailingNewline(true)
                                .loader(loader),
                        zone)
                .build();
    }

    /** Renders a text that cannot include others; {@code name} is for messages. */
    public String render(String name, String source, Map<String, ?> variables) {
        return render(environment(TemplateLoader.none()), name, source, variables);
    }

    /** Renders a file, which may include files of its own directory; {@code name} is for messages. */
    public String render(String name, Path file, Map<String, ?> variables) {
        Path directory = requireNonNull(file.toAbsolutePath().getParent());
        return render(environment(new DirectoryLoader(directory)), name, read(name, file), variables);
    }

    private static String render(Environment environment, String name, String source, Map<String, ?> variables) {
        try {
            return environment.parse(name, source).render(variables);
        } catch (TemplateException failure) {
            throw FatbuildrException.invalid("template " + failure.getMessage(), failure);
        }
    }

    /** Reads a file as text, with the limits and messages of templates. */
    public static String read(String name, Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw FatbuildrException.invalid("template " + name + ": larger than " + MAX_BYTES + " bytes");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (CharacterCodingException binary) {
            throw FatbuildrException.invalid(
                    "template " + name + ": not UTF-8 text; files with the suffix .j2 must be", binary);
        } catch (IOException failure) {
            throw FatbuildrException.external("template " + name + ": cannot be read: " + failure, failure);
        }
    }
}
