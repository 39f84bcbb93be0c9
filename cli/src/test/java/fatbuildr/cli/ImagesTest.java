package fatbuildr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import fatbuildr.api.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImagesTest {
    @TempDir
    Path home;

    @AutoClose
    private final StubServer server = StubServer.start();

    @BeforeEach
    void define() {
        server.json("GET /lab/pipelines/formats.json", """
                {"deb":[{"derivatives":["main"],"distribution":"trixie","environment":"trixie"},
                        {"derivatives":["main"],"distribution":"trixie-extra","environment":"trixie"}],
                 "osi":[{"derivatives":["main"],"distribution":"vm","environment":null}]}""")
                .json("GET /lab/pipelines/formats.json?distribution=trixie", """
                {"deb":[{"derivatives":["main"],"distribution":"trixie","environment":"trixie"}]}""")
                .json("GET /lab/pipelines/architectures.json", "[\"x86_64\",\"aarch64\"]")
                .json("POST /lab/images/deb", Wire.SUBMITTED)
                .json("POST /lab/images/osi", Wire.SUBMITTED_OTHER)
                .json("POST /lab/images/deb/update", Wire.SUBMITTED)
                .json("POST /lab/images/deb/environments/trixie/x86_64", Wire.SUBMITTED)
                .json("POST /lab/images/deb/environments/trixie/aarch64", Wire.SUBMITTED_OTHER)
                .json("POST /lab/images/deb/environments/trixie/aarch64/update", Wire.SUBMITTED);
    }

    private Ctl.Outcome run(String... args) {
        return new Ctl(home).uri(server).run(args);
    }

    @Test
    void imagesOfAllFormatsAreCreated() {
        assertThat(run("images", "create", "--batch"))
                .isEqualTo(new Ctl.Outcome(
                        0,
                        "Submitted deb image creation task " + Wire.BUILD + "\n" + "Submitted osi image creation task "
                                + Wire.OTHER + "\n",
                        ""));
        assertThat(server.received().get(1).body()).isEqualTo("{\"force\":false}");
    }

    @Test
    void imagesAreListed() {
        String images = """
                [{"format":"deb","exists":true,"environments":[
                  {"name":"trixie","architecture":"x86_64","exists":true},
                  {"name":"trixie","architecture":"aarch64","exists":false}]},
                 {"format":"osi","exists":false,"environments":[]}]""";
        server.json("GET /lab/images.json", images);
        assertThat(run("images", "list")).isEqualTo(new Ctl.Outcome(0, """
                Images:
                - format: deb
                  image: created
                  environments:
                  - name: trixie
                    architecture: x86_64
                    environment: created
                  - name: trixie
                    architecture: aarch64
                    environment: missing
                - format: osi
                  image: missing
                  environments: ∅
                """, ""));
        assertThat(Json.parse(run("images", "list", "--json").out().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Json.parse(images.getBytes(StandardCharsets.UTF_8)));
        assertThat(run("images", "list", "-f", "osi").out())
                .contains("format: osi")
                .doesNotContain("format: deb");
        assertThat(run("images", "list", "-f", "rpm").code()).isEqualTo(1);
    }

    @Test
    void forceIsSent() {
        run("images", "create", "-f", "deb", "--force", "--batch");
        assertThat(server.received().getLast().line()).isEqualTo("POST /lab/images/deb");
        assertThat(server.received().getLast().body()).isEqualTo("{\"force\":true}");
    }

    @Test
    void anImageIsUpdated() {
        assertThat(run("images", "update", "--form", "deb", "--batch").out())
                .isEqualTo("Submitted deb image update task " + Wire.BUILD + "\n");
    }

    @Test
    void anUnknownFormatNamesTheKnownOnes() {
        assertThat(run("images", "update", "-f", "rpm")).isEqualTo(new Ctl.Outcome(1, "", """
                ERROR ⸬ runtime error: format rpm is not known to the server
                hint: formats of the instance: deb, osi
                """));
    }

    /** Two distributions share the environment, osi has none. */
    @Test
    void eachEnvironmentIsCreatedOnceForEveryArchitecture() {
        assertThat(run("images", "env-create", "--batch").out())
                .isEqualTo("Submitted deb trixie-x86_64 build environment creation task " + Wire.BUILD + "\n"
                        + "Submitted deb trixie-aarch64 build environment creation task " + Wire.OTHER + "\n");
    }

    @Test
    void environmentsAreSelectedByDistributionAndArchitecture() {
        assertThat(run("images", "env-update", "-d", "trixie", "-a", "aarch64", "--batch")
                        .out())
                .isEqualTo("Submitted deb trixie-aarch64 build environment update task " + Wire.BUILD + "\n");
    }

    @Test
    void formatAndDistributionMustAgree() {
        assertThat(run("images", "env-update", "-d", "trixie", "-f", "rpm").err())
                .isEqualTo("ERROR ⸬ runtime error: distribution trixie is of format deb, not rpm\n");
    }

    @Test
    void anUnknownArchitectureNamesTheKnownOnes() {
        assertThat(run("images", "env-create", "-a", "riscv64")).isEqualTo(new Ctl.Outcome(1, "", """
                ERROR ⸬ runtime error: architecture riscv64 is not one of the instance
                hint: architectures of the instance: x86_64, aarch64
                """));
    }

    @Test
    void aFormatWithoutEnvironmentsIsAnError() {
        assertThat(run("images", "env-create", "-f", "osi").err())
                .isEqualTo("ERROR ⸬ runtime error: no build environment fits these options\n");
    }

    /** peer-defect-6: each task is followed to its end before the next is submitted; one failure is enough. */
    @Test
    void tasksAreFollowedOneAfterTheOther() {
        Wire.following(server, Wire.BUILD, false);
        Wire.following(server, Wire.OTHER, true);
        Ctl.Outcome outcome = run("images", "create");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(server.lines())
                .containsSubsequence(
                        "POST /lab/images/deb",
                        "GET /lab/watch/" + Wire.BUILD + ".journal",
                        "POST /lab/images/osi",
                        "GET /lab/watch/" + Wire.OTHER + ".journal");
    }

    @Test
    void anOperationIsNeeded() {
        Ctl.Outcome outcome = run("images");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("Usage: fatbuildrctl images").contains("a command is missing");
    }
}
