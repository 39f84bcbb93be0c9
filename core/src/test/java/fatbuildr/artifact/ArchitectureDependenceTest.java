package fatbuildr.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ArchitectureDependenceTest {
    private static final ArtifactName ARTIFACT = ArtifactName.parse("acme");

    @TempDir
    private Path definition;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            deb | control        | Source: a;;Package: a;Architecture: any                          | true
            deb | control        | Source: a;;Package: a;Architecture: all                          | false
            deb | control        | Source: a;;Package: a;Architecture:all                           | false
            deb | control        | Package: a;Architecture: all;;Package: b;architecture: amd64     | true
            deb | control.j2     | Package: a;Architecture: {{ x }}                                 | true
            deb | control        | Package: a;Description: x; Architecture: any                     | false
            rpm | acme.spec      | Name: a                                                          | true
            rpm | acme.spec      | BuildArch:  noarch                                               | false
            rpm | acme.spec.j2   | BuildArch: noarch                                                | false
            rpm | acme.spec      | Name: a;%package doc;BuildArch: noarch                           | true
            osi | acme.mkosi     | whatever                                                         | false
            """)
    void rules(String format, String file, String text, boolean dependent) throws IOException {
        Files.createDirectories(definition.resolve(format));
        Files.writeString(definition.resolve(format).resolve(file), text.replace(";", "\n") + "\n");
        assertThat(ArchitectureDependence.of(definition, ARTIFACT, format)).isEqualTo(dependent);
    }

    @Test
    void missingPackagingIsTold() {
        assertThatThrownBy(() -> ArchitectureDependence.of(definition, ARTIFACT, "deb"))
                .hasMessage("there is no deb/control in " + definition);
        assertThatThrownBy(() -> ArchitectureDependence.of(definition, ARTIFACT, "rpm"))
                .hasMessage("there is no rpm/acme.spec in " + definition);
    }
}
