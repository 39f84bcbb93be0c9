package fatbuildr.web.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import fatbuildr.jinja.value.EvaluationException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagesTest {
    @ParameterizedTest
    @CsvSource({
        "0,0 Bytes",
        "1,1 Byte",
        "18,18 Bytes",
        "999,999 Bytes",
        "1000,1.0 kB",
        "4100,4.1 kB",
        "999949,999.9 kB",
        "999950,1.0 MB",
        "5000000000,5.0 GB",
        "9223372036854775807,9.2 EB"
    })
    void sizes(long bytes, String readable) {
        assertThat(Sizes.readable(bytes)).isEqualTo(readable);
    }

    @ParameterizedTest
    @CsvSource({"/,./", "/version,./", "/lab/registry/,../../", "/lab/watch/x.html,../../", "/lab/deb/dists/,../../../"
    })
    void theWayToTheTopIsRelative(String path, String top) {
        assertThat(Links.top(path)).isEqualTo(top);
    }

    @Test
    void textIsMadeFitForAddresses() {
        assertThat(UrlText.segment("a b/c?d#é+~")).isEqualTo("a%20b%2Fc%3Fd%23%C3%A9%2B~");
    }

    @Test
    void linksAreThoseOfTheMode() {
        assertThat(links(true).to("format", "format", "d/b")).isEqualTo("../../lab/registry/d%2Fb/");
        assertThat(links(false).to("format", "format", "deb")).isEqualTo("../../registry/deb/");
        assertThat(links(true).to("registry", "instance", "prod")).isEqualTo("../../prod/registry/");
        assertThat(links(true).to("search", "artifact", "g++&x")).isEqualTo("../../lab/search?artifact=g%2B%2B%26x");
        assertThat(links(true).to("file", "path", "deb/a b")).isEqualTo("../../lab/deb/a%20b");
        assertThat(links(true).to("static", "filename", "css/missing.css")).isEqualTo("../../static/css/missing.css");
        assertThat(links(true).to("static", "filename", "css/fatbuildr.css"))
                .matches("\\Q../../static/css/fatbuildr.css?v=\\E[0-9a-z]+");
    }

    @Test
    void linksThatCannotBeSaySo() {
        assertThatExceptionOfType(EvaluationException.class)
                .isThrownBy(() -> links(true).to("nowhere"))
                .withMessage("there is no page called 'nowhere'");
        assertThatExceptionOfType(EvaluationException.class)
                .isThrownBy(() -> links(true).to("format"))
                .withMessage("url_for('format') needs format=");
    }

    private static Links links(boolean several) {
        return new Links(
                "/lab/registry/", several, Optional.of("lab"), new StaticFiles(Path.of("src/main/pages/static")));
    }
}
