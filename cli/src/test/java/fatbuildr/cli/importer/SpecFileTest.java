package fatbuildr.cli.importer;

import static org.assertj.core.api.Assertions.assertThat;

import fatbuildr.template.Templates;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SpecFileTest {
    private static final String SPEC = """
            %global tag  v1
            Name: acme
            Version:    3.1
            Release: 2%{?dist}
            Source0: https://dl.example/acme-3.1.tar.gz
            Source1: acme.conf
            Patch1: fix.patch
            %package devel
            Version: 9
            %prep
            %autosetup -p1
            %files devel
            %{%{kind}} {# kept #} {{kept}}
            %changelog
            * Tue Jan 01 2030 Bob - 3.1-2
            - all of it
            %postun
            true
            """;

    /** Any section keyword ends a section, that of a sub-package too. */
    @Test
    void sectionsAreReplacedAndTheRestIsKept() {
        assertThat(SpecFile.template(SPEC)).isEqualTo("""
                Version: {{ version }}
                Release: {{ release }}
                {{ sources }}
                {{ patches }}
                %global tag  v1
                Name: acme
                %package devel
                Version: 9
                %prep
                {{ prep_sources }}
                {{ prep_patches }}

                %files devel
                %{{ "{" }}%{kind}} {{ "{" }}# kept #} {{ "{" }}{kept}}
                {{ changelog }}
                %postun
                true
                """);
    }

    @Test
    void macrosSurviveTheRendering() {
        assertThat(new Templates(ZoneOffset.UTC)
                        .render(
                                "spec",
                                SpecFile.template(SPEC),
                                Map.of("version", "3.1", "release", "2", "changelog", "%changelog")))
                .contains("Version: 3.1\n", "%{%{kind}} {# kept #} {{kept}}\n%changelog\n%postun");
    }

    @Test
    void valuesComeInOrderOfTheirNumbers() {
        String expanded = "Source: zero\nSource10: ten\nsource1:one\nPatch: p\n  Source2 : two # x\n";
        assertThat(SpecFile.values(expanded, "Source")).containsExactly("zero", "one", "two", "ten");
        assertThat(SpecFile.values(expanded, "Patch")).containsExactly("p");
    }
}
