package fatbuildr.instance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ArchitecturesTest {
    @ParameterizedTest
    @CsvSource({
        "src,source,src", "noarch,all,noarch", "x86_64,amd64,x86_64", "aarch64,arm64,aarch64",
                "ppc64le,ppc64el,ppc64le",
        "armv7l,armhf,armv7hl", "i686,i386,i686", "s390x,s390x,s390x", "riscv64,riscv64,riscv64", "vax,vax,vax"
    })
    void names(String ours, String deb, String rpm) {
        assertThat(Architectures.toDeb(ours)).isEqualTo(deb);
        assertThat(Architectures.fromDeb(deb)).isEqualTo(ours);
        assertThat(Architectures.toRpm(ours)).isEqualTo(rpm);
        assertThat(Architectures.canonical(deb)).isEqualTo(ours);
        assertThat(Architectures.canonical(rpm)).isEqualTo(ours);
        assertThat(Architectures.canonical(ours)).isEqualTo(ours);
    }

    @Test
    void hostIsCanonical() {
        assertThat(Architectures.canonical(Architectures.host())).isEqualTo(Architectures.host());
    }
}
