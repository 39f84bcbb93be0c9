package fatbuildr.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.error.FatbuildrException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The full example of config.md section 2.4. */
final class PipelinesTest {
    private static final String EXAMPLE = """
            name: Corporation production instance
            gpg:
              name: Infrastructure team
              email: infra@corp.tld
            formats:
              deb:
                - name: bullseye
                  env: bullseye
                  tag: deb11
                - name: ubuntu22.04
                  env: jammy
                  tag: u2204
                  mirror: http://mirror.invalid/
                  components: main restricted universe multiverse
              rpm:
                - name: el8
                  env: rocky-8
                  tag: el8
                  modules:
                    - nodejs:16
                    - nodejs:18
                - name: fc36
                  env: fedora-36
                  tag: fc36
              osi:
                - name: ci
                - name: ia
            architectures:
              - x86_64
              - aarch64
            derivatives:
              extra:
                formats: [deb, rpm]
              full:
                extends: extra
              customera: {}
              customerb:
                formats: [deb]
            """;

    private Pipelines pipelines = new Pipelines(Map.of(), Map.of());

    @BeforeEach
    void load(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("prod.yml"), EXAMPLE);
        LoadedInstances loaded = new InstanceLoader("x86_64", List.of("rpm", "deb", "osi")).load(directory);
        assertThat(loaded.errors()).isEmpty();
        assertThat(loaded.warnings()).isEmpty();
        InstanceDefinition definition = loaded.definitions().getFirst();
        assertThat(definition.architectures()).containsExactly("x86_64", "aarch64");
        assertThat(definition.owner().userid()).isEqualTo("Infrastructure team <infra@corp.tld>");
        pipelines = definition.pipelines();
    }

    @ParameterizedTest
    @CsvSource({
        "main,main,deb rpm osi",
        "extra,extra main,deb rpm",
        "full,full extra main,deb rpm",
        "customera,customera main,deb rpm osi",
        "customerb,customerb main,deb"
    })
    void derivatives(String derivative, String chain, String formats) {
        assertThat(pipelines.chain(derivative)).isEqualTo(List.of(chain.split(" ", -1)));
        assertThat(pipelines.formatsOf(derivative)).isEqualTo(List.of(formats.split(" ", -1)));
    }

    @ParameterizedTest
    @CsvSource({
        "bullseye,deb,bullseye,main extra full customera customerb",
        "ubuntu22.04,deb,jammy,main extra full customera customerb",
        "el8,rpm,rocky-8,main extra full customera",
        "fc36,rpm,fedora-36,main extra full customera",
        "ci,osi,,main customera",
        "ia,osi,,main customera"
    })
    void distributions(String name, String format, String environment, String derivatives) {
        Distribution distribution = pipelines.distribution(name);
        assertThat(distribution.format()).isEqualTo(format);
        assertThat(distribution.environment().orElse(null)).isEqualTo(environment);
        assertThat(pipelines.derivativesOf(format)).isEqualTo(List.of(derivatives.split(" ", -1)));
    }

    @Test
    void environmentSettings() {
        assertThat(pipelines.distribution("ubuntu22.04").mirror()).contains("http://mirror.invalid/");
        assertThat(pipelines.distribution("ubuntu22.04").components())
                .containsExactly("main", "restricted", "universe", "multiverse");
        assertThat(pipelines.distribution("bullseye").mirror()).isEmpty();
        assertThat(pipelines.distribution("el8").modules()).containsExactly("nodejs:16", "nodejs:18");
        assertThat(pipelines.distributions("rpm"))
                .extracting(Distribution::name)
                .containsExactly("el8", "fc36");
    }

    @Test
    void unknownNamesAreNotFound() {
        assertThatThrownBy(() -> pipelines.distribution("x"))
                .isInstanceOfSatisfying(
                        FatbuildrException.class,
                        error -> assertThat(error.kind()).isEqualTo(FatbuildrException.Kind.NOT_FOUND));
        assertThatThrownBy(() -> pipelines.distributions("x")).hasMessage("Format x is not supported");
        assertThatThrownBy(() -> pipelines.chain("x")).hasMessage("Derivative x is not supported");
        assertThatThrownBy(() -> pipelines.distribution("a\033[2Jb\n"))
                .hasMessage("Distribution a?[2Jb? is not supported");
        assertThatThrownBy(() -> pipelines.formatsOf("x")).hasMessage("Derivative x is not supported");
    }
}
