package fatbuildr.cli.importer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WatchFileTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            https://dl.example/acme/acme-(.+)\\.tar\\.gz debian uupdate | https://dl.example/acme/acme-{{ version }}.tar.gz
            https://dl.example/acme acme-([\\d.]+)\\.tar\\.gz           | https://dl.example/acme/acme-{{ version }}.tar.gz
            opts="a=b, c" https://h.example/@PACKAGE@-@ANY_VERSION@@ARCHIVE_EXT@ | https://h.example/acme-{{ version }}.tar.gz
            opts="x=s/$/.sig/" https://h.example/@PACKAGE@/@PACKAGE@@ANY_VERSION@@ARCHIVE_EXT@ | https://h.example/acme/acme-{{ version }}.tar.gz
            opts=pgpmode=none https://h.example/v(.*)/acme-(.*)\\.tar\\.gz | https://h.example/v{{ version }}/acme-{{ version }}.tar.gz
            https://h.example/tags .*/v?(\\d\\S+)\\.tar\\.gz            |
            https://h.example/acme-(?:x)(.+) \\.tar\\.gz               |
            https://h.example/acme-(.+)\\.zip                           |
            https://h.example/                                          |
            ``                                                          |
            """)
    void urlsAreTakenOnlyWhenPlain(String line, String url) {
        assertThat(WatchFile.url("# comment\nversion=4\n" + line + "\n", "acme", ".tar.gz")
                        .orElse(null))
                .isEqualTo(url);
    }

    @Test
    void linesMayContinue() {
        String watch = "version=4\nopts=\"x\" \\\n  https://h.example/acme-(.*)\\.tar\\.gz\n";
        assertThat(WatchFile.url(watch, "acme", ".tar.gz")).contains("https://h.example/acme-{{ version }}.tar.gz");
    }
}
