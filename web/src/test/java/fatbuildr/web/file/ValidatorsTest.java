package fatbuildr.web.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidatorsTest {
    private static final Instant SECOND = Instant.parse("2026-11-01T08:00:00Z");

    /** Two publications within one second: the first one's date must not pass for the second's. */
    @Test
    void aDateToldInTheSecondOfTheChangeIsNeverTakenForALaterChange() {
        Validators first = Validators.of("\"1\"", SECOND.plusMillis(100), SECOND.plusMillis(200));
        Validators second = Validators.of("\"2\"", SECOND.plusMillis(800), SECOND.plusSeconds(60));

        assertThat(second.notModified(null, first.lastModifiedHeader())).isFalse();
        assertThat(second.continues(first.lastModifiedHeader())).isFalse();
        assertThat(second.notModified(null, second.lastModifiedHeader())).isTrue();
        assertThat(second.continues(second.lastModifiedHeader())).isTrue();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', delimiter = '|', textBlock = """
            "1"              | true  | true
            "0", "1"         | true  | true
            "0" ,, "1","2"   | true  | true
            *                | true  | true
            W/"1"            | false | true
            "0", W/"1"       | false | true
            W/"1", "1"       | true  | true
            "0"              | false | false
            "0, *"           | false | false
            "0,"1            | false | false
            "1,2"            | false | false
            1                | false | false
            """)
    void onlyTheWeakComparisonTakesWeakTags(String tags, boolean strong, boolean weak) {
        Validators file = Validators.of("\"1\"", SECOND, SECOND.plusSeconds(60));

        assertThat(file.refused(tags, null)).isEqualTo(!strong);
        assertThat(file.notModified(tags, null)).isEqualTo(weak);
    }

    @Test
    void tagsMayHoldCommas() {
        Validators file = Validators.of("\"1,2\"", SECOND, SECOND.plusSeconds(60));

        assertThat(file.notModified("\"0\",\"1,2\"", null)).isTrue();
        assertThat(file.refused("\"1,2\"", null)).isFalse();
        assertThat(file.refused("\"1\",\"2\"", null)).isTrue();
    }

    @Test
    void datesHaveTwoDigitsForTheDay() {
        assertThat(Validators.of("\"1\"", SECOND, SECOND.plusSeconds(60)).lastModifiedHeader())
                .isEqualTo("Sun, 01 Nov 2026 08:00:00 GMT");
    }
}
