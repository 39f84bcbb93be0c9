package fatbuildr.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DurationsTest {
    @ParameterizedTest
    @ValueSource(strings = {"no", "false", "off", "0", "NO", "Off", "0d", "0y"})
    void never(String text) {
        assertThat(Durations.validity(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1,1", "30,30", "90d,90", "3w,21", "6m,180", "2y,730"})
    void validities(String text, int days) {
        assertThat(Durations.validity(text)).contains(Duration.ofDays(days));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yes",
                "true",
                "on",
                "",
                "x",
                "3x",
                "d",
                "1d2",
                "xx5d",
                "5dzz",
                "-1",
                "1.5d",
                "5 d",
                "1h",
                "99999999"
            })
    void notValidities(String text) {
        assertThatThrownBy(() -> Durations.validity(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"4h,14400", "1d,86400", "2,172800"})
    void ages(String text, long seconds) {
        assertThat(Durations.age(text)).isEqualTo(Duration.ofSeconds(seconds));
    }
}
