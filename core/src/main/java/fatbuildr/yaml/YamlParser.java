package fatbuildr.yaml;

import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads one document. Size, depth and aliases are bounded; tags that would make objects are refused. */
public final class YamlParser {
    private static final int MAX_BYTES = 1 << 20;

    private YamlParser() {}

    /** Reads a file, named in messages by its path as given. */
    public static YamlNode read(Path file) {
        return read(file.toString(), file);
    }

    /** @param name of the file in messages */
    public static YamlNode read(String name, Path file) {
        byte[] bytes;
        try (InputStream input = Files.newInputStream(file)) {
            bytes = input.readNBytes(MAX_BYTES + 1);
        } catch (IOException failure) {
            throw FatbuildrException.invalid(name + ": cannot be read: " + failure, failure);
        }
        return parse(name, bytes);
    }

    public static YamlNode parse(String file, byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw FatbuildrException.invalid(file + ": the file is larger than " + MAX_BYTES + " bytes");
        }
        try {
            return parse(
                    file,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (CharacterCodingException notText) {
            throw FatbuildrException.invalid(file + ": the file is not UTF-8 text", notText);
        }
    }

    /** An empty document is a null scalar. */
    public static YamlNode parse(String file, String text) {
        LoadSettings settings = LoadSettings.builder().setLabel(file).build();
        try {
            Iterator<Event> events = new Parse(settings).parseString(text).iterator();
            return new YamlTree(file, events).document();
        } catch (MarkedYamlEngineException malformed) {
            int line = malformed.getProblemMark().map(Mark::getLine).orElse(0) + 1;
            throw FatbuildrException.invalid(
                    file + ":" + line + ": invalid YAML: " + oneLine(malformed.getProblem()), malformed);
        } catch (YamlEngineException malformed) {
            throw FatbuildrException.invalid(file + ": invalid YAML: " + oneLine(malformed.getMessage()), malformed);
        }
    }

    private static String oneLine(@Nullable String message) {
        return String.valueOf(message).replaceAll("\\s+", " ").strip();
    }
}
