package fatbuildr.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import fatbuildr.jinja.value.Value;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ArtifactVersionTest {
    /** The table of build.md section 3.1, and releases of several characters. */
    @ParameterizedTest
    @CsvSource({
        "2.10,1,deb11,,2.10-1.deb11",
        "2.10,1,deb11,2.10-1.deb11,2.10-1.deb11+build0",
        "2.10,1,deb11,2.10-1.deb11+build0,2.10-1.deb11+build1",
        "2.10,1,deb11,2.10-1.deb11+build9,2.10-1.deb11+build10",
        "2.10,2,deb11,2.10-1.deb11+build1,2.10-2.deb11",
        "2.11,1,el8,2.10-2.el8,2.11-1.el8",
        "1.0,10,el8,1.0-10.el8,1.0-10.el8+build0",
        "1.0,10,el8,1.0-1.el8,1.0-10.el8",
        "1.0,2+beta1,el8,1.0-2+beta1.el8,1.0-2+beta1.el8+build0",
        "1.0,1.rc2,el8,1.0-1.rc2.el8+build3,1.0-1.rc2.el8+build4",
        "1.0,1,deb11~bpo,1.0-1.deb11~bpo,1.0-1.deb11~bpo+build0",
        "1.0,1,deb12,1.0-1.deb11,1.0-1.deb12",
        "1.2-3,1,deb11,1.2-3-1.deb11,1.2-3-1.deb11+build0",
        "1.0,1,el8,1.0-1.el8+build,1.0-1.el8",
    })
    void automaticIncrement(String main, String release, String tag, String published, String result) {
        ArtifactVersion target = ArtifactVersion.of(main, release, Optional.of(tag));
        ArtifactVersion next = published == null ? target : target.after(ArtifactVersion.parse(published, tag));
        assertThat(next.full()).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource({
        "1.2-3.deb11+build4,deb11,1.2,3,deb11,4",
        "1.2-3.deb11,deb11,1.2,3,deb11,-1",
        "1.0-10.el8,el8,1.0,10,el8,-1",
        "1.0-2+beta1.el8,el8,1.0,2+beta1,el8,-1",
        "1.0-1.rc2,el8,1.0,1.rc2,,-1",
        "1.0-1.el8.el8,el8,1.0,1.el8,el8,-1",
        "1.0-1.xdeb11,deb11,1.0,1.xdeb11,,-1",
        "1.0,deb11,1.0,'',,-1",
        "1.0-1.d+build1+build2,d,1.0,1.d+build1,,2",
    })
    void parts(String full, String tag, String main, String release, String dist, int build) {
        ArtifactVersion version = ArtifactVersion.parse(full, tag);
        assertThat(version.main()).isEqualTo(main);
        assertThat(version.release()).isEqualTo(release);
        assertThat(version.dist()).isEqualTo(Optional.ofNullable(dist));
        assertThat(version.build().orElse(-1)).isEqualTo(build);
    }

    @Test
    void templatesSeeThePartsOfSection26() {
        ArtifactVersion version = ArtifactVersion.parse("1.2-3.deb11+build4", "deb11");
        assertThat(version.attribute("main")).contains(Value.of("1.2"));
        assertThat(version.attribute("release")).contains(Value.of("3"));
        assertThat(version.attribute("dist")).contains(Value.of("deb11"));
        assertThat(version.attribute("build")).contains(Value.of(4));
        assertThat(version.attribute("major")).contains(Value.of(1));
        assertThat(version.attribute("fullrelease")).contains(Value.of("3.deb11+build4"));
        assertThat(version.attribute("full")).contains(Value.of("1.2-3.deb11+build4"));
        assertThat(version.attribute("other")).isEmpty();
        assertThat(version.text()).isEqualTo("1.2-3.deb11+build4");
        assertThat(ArtifactVersion.of("1", "0", Optional.empty()).attribute("build"))
                .contains(Value.of(-1));
    }

    @ParameterizedTest
    @CsvSource({"1.2,1", "10,10", "r5.1,r5", "2026a,2026a"})
    void majorIsTheFirstComponent(String main, String major) {
        assertThat(new ArtifactVersion(main, "1", Optional.empty(), OptionalInt.empty()).major())
                .isEqualTo(major);
    }
}
