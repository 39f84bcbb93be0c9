package fatbuildr.name;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"hello", "libstdc++6", "ubuntu22.04", "rocky-8", "0ad", "a_b~c", "x86_64"})
    void identifiers(String name) {
        assertThat(Names.identifierProblem(name)).isEmpty();
        assertThat(Names.fileNameProblem(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "é", "a;b", "a$b", "a'b", "a\\b", "a\"b", "a%b"})
    void fileNamesThatAreNoIdentifiers(String name) {
        assertThat(Names.identifierProblem(name)).isPresent();
        assertThat(Names.fileNameProblem(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", ".", "..", ".git", "-rf", "a/b", "/", "a\nb", "a\u0000", "a\u007f", "a\u0085", "a\u2028", "\ud800"
            })
    void neither(String name) {
        assertThat(Names.identifierProblem(name)).isPresent();
        assertThat(Names.fileNameProblem(name)).isPresent();
    }

    @Test
    void lengthIsBounded() {
        assertThat(Names.fileNameProblem("é".repeat(101))).isPresent();
    }
}
