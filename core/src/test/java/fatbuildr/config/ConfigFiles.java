package fatbuildr.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Configuration from texts. */
final class ConfigFiles {
    private ConfigFiles() {}

    static Settings defaults() {
        Ini ini = new Ini();
        ini.add(Options.defaults());
        return new SettingsReader(ini).read();
    }

    static SettingsLoader.Loaded load(Path directory, String vendor, String site) {
        try {
            return SettingsLoader.load(
                    Files.writeString(directory.resolve("vendor.ini"), vendor),
                    Files.writeString(directory.resolve("site.ini"), site));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
