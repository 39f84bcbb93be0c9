package fatbuildr.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PurgePolicyTest {
    static List<Arguments> policies() {
        return List.of(
                Arguments.of("older:4h", new PurgePolicy.Older(Duration.ofHours(4))),
                Arguments.of("older:3d", new PurgePolicy.Older(Duration.ofDays(3))),
                Arguments.of("older:2m", new PurgePolicy.Older(Duration.ofDays(60))),
                Arguments.of("older:1y", new PurgePolicy.Older(Duration.ofDays(365))),
                Arguments.of("last:100", new PurgePolicy.Last(100)),
                Arguments.of(" last : 0 ", new PurgePolicy.Last(0)),
                Arguments.of("each:3", new PurgePolicy.Each(3)),
                Arguments.of("size:100Gb", new PurgePolicy.Size(12_500_000_000L)),
                Arguments.of("size:1Mb", new PurgePolicy.Size(125_000)),
                Arguments.of("size:2Tb", new PurgePolicy.Size(250_000_000_000L)),
                Arguments.of("size:1.5MB", new PurgePolicy.Size(1_572_864)),
                Arguments.of("size:10GB", new PurgePolicy.Size(10L << 30)),
                Arguments.of("size:1048576MB", new PurgePolicy.Size(1L << 40)),
                Arguments.of("size:999999999999TB", new PurgePolicy.Size(Long.MAX_VALUE)),
                Arguments.of("size:1TB", new PurgePolicy.Size(1L << 40)),
                Arguments.of("size:999999.999999TB", new PurgePolicy.Size(1_099_511_627_774_900_488L)));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void policies(String text, PurgePolicy policy) {
        assertThat(PurgePolicy.parse(text)).isEqualTo(policy);
    }

    /** peer-defect-2: a bad policy is refused when the program starts, not when a purge runs. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "last",
                "last:",
                "last:x",
                "last:-1",
                "last:1.5",
                "older:4",
                "older:4w",
                "older:h",
                "each:3d",
                "size:5",
                "size:xx5TBzz",
                "size:5TBzz",
                "size:5tb",
                "size:.5GB",
                "most:3",
                ":3",
                "last:100:3",
                "older:4hours"
            })
    void refused(String text) {
        assertThatThrownBy(() -> PurgePolicy.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"lats:3|unknown policy \"lats\"", "last|policy:value is expected"})
    void reasons(String text, String reason) {
        assertThatThrownBy(() -> PurgePolicy.parse(text)).hasMessageContaining(reason);
    }
}
