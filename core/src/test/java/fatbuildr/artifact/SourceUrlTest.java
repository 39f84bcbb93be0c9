package fatbuildr.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.error.FatbuildrException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SourceUrlTest {
    @ParameterizedTest
    @CsvSource({
        "https://h/foo-1.2.tar.xz,https://h/foo-1.2.tar.xz,foo-1.2.tar.xz",
        "https://h/v1.2.tar.gz!foo-1.2.tar.gz,https://h/v1.2.tar.gz,foo-1.2.tar.gz",
        "https://h/get/foo.tgz?x=1#y,https://h/get/foo.tgz?x=1#y,foo.tgz",
        "https://h/foo-1.2^git3.tar.xz,https://h/foo-1.2%5Egit3.tar.xz,foo-1.2^git3.tar.xz",
        "http://127.0.0.1:80/a/b~c.zip,http://127.0.0.1:80/a/b~c.zip,b~c.zip",
    })
    void urlAndFileName(String text, String url, String fileName) {
        SourceUrl parsed = SourceUrl.parse(text);
        assertThat(parsed.url()).hasToString(url);
        assertThat(parsed.fileName()).isEqualTo(fileName);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "foo.tar.gz",
                "ftp://h/x.tar.gz",
                "file:///etc/passwd",
                "https:///x",
                "https://h/",
                "https://h",
                "https://h/x y",
                "https://h/x!../y",
                "https://h/x!a/b",
                "https://h/x!",
                "https://h/..",
                "https://h/x!a\nb"
            })
    void refused(String text) {
        assertThatThrownBy(() -> SourceUrl.parse(text))
                .isInstanceOf(FatbuildrException.class)
                .hasMessageStartingWith("source ")
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://ada:geheim@h/", "https://ada:ge/heim@h/x.tar.gz", "ftp://geheim@h/x.tar.gz"})
    void passwordsAreNotShown(String text) {
        assertThatThrownBy(() -> SourceUrl.parse(text))
                .hasMessageContaining("://h/")
                .hasMessageNotContaining("heim");
    }
}
