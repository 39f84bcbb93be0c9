package fatbuildr.web.multipart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.error.FatbuildrException;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {
    private static final Limits LIMITS = new Limits(20, 1024, 1024, 10_000_000);

    @TempDir
    Path directory;

    private Form read(InputStream body, Limits limits) throws IOException {
        return Form.read(
                body,
                "multipart/form-data; boundary=\"b0\"",
                limits,
                (field, _) -> Optional.of(directory.resolve(field)));
    }

    private Form read(String body) throws IOException {
        return read(new ByteArrayInputStream(body.getBytes(StandardCharsets.ISO_8859_1)), LIMITS);
    }

    /** Hands out pieces of random length, as a network does. */
    private static InputStream inPieces(byte[] bytes, Random random) {
        return new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return super.read(buffer, offset, Math.min(length, 1 + random.nextInt(70_000)));
            }
        };
    }

    /** Bodies full of line ends, dashes and half boundaries, cut anywhere. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void filesComeOutByteForByte(long seed) throws IOException {
        Random random = new Random(seed);
        String[] pieces = {"\r\n", "\r", "\n", "--", "b0", "\r\n--", "\r\n--b", "-", "x".repeat(1000), "\0", "\r\n--b-0"
        };
        StringBuilder content = new StringBuilder();
        while (content.length() < 200_000) {
            content.append(pieces[random.nextInt(pieces.length)]);
        }
        String sent = content.toString();
        while (sent.contains("\r\n--b0")) {
            sent = sent.replace("\r\n--b0", "");
        }
        String body = "preamble\r\n--b0\r\nContent-Disposition: form-data; name=f; filename=x\r\n\r\n" + sent
                + "\r\n--b0 \t\r\ncontent-disposition: form-data; name=after\r\n\r\nvalue\r\n--b0--\r\nepilogue";

        Form form = read(inPieces(body.getBytes(StandardCharsets.ISO_8859_1), random), LIMITS);

        assertThat(Files.readString(directory.resolve("f"), StandardCharsets.ISO_8859_1))
                .isEqualTo(sent);
        assertThat(form.fields()).containsOnly(Map.entry("after", "value"));
    }

    @Test
    void emptyValuesAndFilesAndForms() throws IOException {
        Form form = read("--b0\r\nContent-Disposition: form-data; name=\"e\"\r\n\r\n\r\n--b0\r\n"
                + "Content-Disposition: form-data; name=\"f\"; filename=\"\"\r\n\r\n\r\n--b0--");

        assertThat(form.fields()).containsOnly(Map.entry("e", ""));
        assertThat(directory.resolve("f")).isEmptyFile();
        assertThat(read("--b0--\r\n").fields()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "form-data; name=\"a\"; filename=\"b.tar\"|a|b.tar",
                "form-data; filename=\"b.tar\"; name=\"a\"|a|b.tar",
                "form-data;name=a;filename=b.tar|a|b.tar",
                "form-data; NAME=\"a;b=c\"; FileName=\"d; e\"|a;b=c|d; e",
                "form-data; name=\"q\\\"q\"; filename=\"C:\\dir\\x\"|q\"q|C:\\dir\\x",
                "form-data; name=\"a\"; name=\"z\"; filename=\"\"|a|",
                "form-data; name=\"a\"; filename*=UTF-8''acme-3.2%7Erc1+x.tar.xz|a|acme-3.2~rc1+x.tar.xz",
                "form-data; filename*=utf-8'en'%C3%A9%20%e2%82%ac; name=a|a|é €",
                "form-data; name=a; filename*=\"ISO-8859-1''%E9\"|a|é",
                "form-data; name=a; filename=\"plain.tar\"; filename*=UTF-8''r%C3%A9al.tar|a|réal.tar",
                "form-data; name=a; filename=plain.tar; filename*=UTF-16''x|a|plain.tar",
                "form-data; name=a; filename*=UTF-8''%E; filename=plain.tar|a|plain.tar",
            })
    void dispositions(String value, String name, String fileName) {
        PartHeaders headers = PartHeaders.parse(List.of("X: y", "Content-Disposition: " + value));

        assertThat(headers).isEqualTo(new PartHeaders(name, Optional.of(fileName == null ? "" : fileName)));
    }

    /** As mail libraries break long lines (RFC 5322 section 2.2.3), which some clients make forms with. */
    @Test
    void headersMayGoOnInTheNextLine() throws IOException {
        Form form = read("--b0\r\nContent-Type: text/plain;\r\n charset=utf-8\r\nContent-Disposition: form-data;\r\n"
                + " name=\"f\";\r\n\tfilename=\"x\"\r\n\r\ncontent\r\n--b0--");

        assertThat(form.files()).containsOnlyKeys("f");
        assertThat(directory.resolve("f")).hasContent("content");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--b",
                "no boundary at all",
                "--b0\r\nContent-Disposition: form-data; name=a\r\n\r\nvalue",
                "--b0\r\nContent-Disposition: form-data; name=a\r\n\r\nvalue\r\n--b0",
                "--b0\r\nContent-Disposition: attachment; name=a\r\n\r\nvalue\r\n--b0--",
                "--b0\r\n\r\nvalue\r\n--b0--",
                "--b0\r\nContent-Disposition: form-data; name=a; filename*=b.tar\r\n\r\nvalue\r\n--b0--",
                "--b0\r\nContent-Disposition: form-data; name=a; filename*=UTF-8''%4\r\n\r\nvalue\r\n--b0--",
            })
    void brokenForms(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(FatbuildrException.class);
    }

    @Test
    void limits() {
        String part = "--b0\r\nContent-Disposition: form-data; name=a\r\n\r\nvalue\r\n";

        assertThatThrownBy(() -> read(part.repeat(21) + "--b0--")).isInstanceOf(TooLargeException.class);
        assertThatThrownBy(() -> read(part.replace("value", "x".repeat(1025)) + "--b0--"))
                .isInstanceOf(TooLargeException.class)
                .hasMessage("the field a exceeds 1024 bytes");
        assertThatThrownBy(() -> read(part.replace("name=a", "name=" + "x".repeat(1025)) + "--b0--"))
                .isInstanceOf(TooLargeException.class);
        assertThatThrownBy(() -> read(
                        new ByteArrayInputStream(part.repeat(20).getBytes(StandardCharsets.US_ASCII)),
                        new Limits(20, 1024, 1024, 500)))
                .isInstanceOf(TooLargeException.class);
    }
}
