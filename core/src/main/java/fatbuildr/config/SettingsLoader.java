package fatbuildr.config;

import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the configuration: compiled-in defaults, then the vendor's file, then the site's. */
public final class SettingsLoader {
    private SettingsLoader() {}

    /**
     * @param warnings one line each: unknown sections and options, a hook that does not exist
     * @param effective one line for each option with the value in force, for the debug log
     */
    public record Loaded(Settings settings, List<String> warnings, List<String> effective) {
        public Loaded {
            warnings = List.copyOf(warnings);
            effective = List.copyOf(effective);
        }
    }

    /** The vendor's file must exist, the site's may not. */
    public static Loaded load(Path vendor, Path site) {
        Ini ini = new Ini();
        List<String> warnings = new ArrayList<>();
        ini.add(Options.defaults());
        add(ini, vendor, warnings);
        if (Files.exists(site)) {
            add(ini, site, warnings);
        }
        Settings settings = new SettingsReader(ini).read();
        settings.tasks()
                .hook()
                .filter(hook -> !Files.isRegularFile(hook))
                .ifPresent(hook -> warnings.add("[tasks] hook = " + hook + ": there is no such file"));
        return new Loaded(settings, warnings, effective(ini));
    }

    private static List<String> effective(Ini ini) {
        return Options.ALL.stream()
                .flatMap(option -> new OptionReader(ini, option.section())
                                .optional(option.key(), text -> text)
                                .map(value -> "[" + option.section() + "] " + option.key() + " = "
                                        + value.replaceAll("\\s*\\R\\s*", " "))
                                .stream())
                .toList();
    }

    private static void add(Ini ini, Path file, List<String> warnings) {
        Map<String, Map<String, IniEntry>> layer = IniParser.parse(file.toString(), read(file));
        warnings.addAll(UnknownOptions.warnings(file.toString(), layer));
        ini.add(layer);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException missing) {
            throw FatbuildrException.notFound("Configuration file " + file + " does not exist");
        } catch (CharacterCodingException notText) {
            throw FatbuildrException.invalid(file + ": the file is not UTF-8 text", notText);
        } catch (IOException failure) {
            throw FatbuildrException.external("Configuration file " + file + " cannot be read: " + failure, failure);
        }
    }
}
