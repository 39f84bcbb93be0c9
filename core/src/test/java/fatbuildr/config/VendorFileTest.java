package fatbuildr.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code -Dfatbuildr.regenerate=true} writes the file instead of comparing it. */
final class VendorFileTest {
    private static final Path FILE = Path.of("../dist/src/main/share/fatbuildr.ini");

    @Test
    void shippedFileIsTheTableOfOptions() throws IOException {
        if (Boolean.getBoolean("fatbuildr.regenerate")) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, VendorFile.text());
        }
        assertThat(FILE).hasContent(VendorFile.text());
    }

    @Test
    void shippedFileChangesNoDefault() {
        SettingsLoader.Loaded shipped = SettingsLoader.load(FILE, Path.of("/nonexistent/site.ini"));
        assertThat(shipped.settings()).isEqualTo(ConfigFiles.defaults());
        assertThat(shipped.warnings()).isEmpty();
    }
}
