package fatbuildr.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import fatbuildr.jinja.value.HostObject;
import fatbuildr.jinja.value.Limits;
import fatbuildr.jinja.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Templates that try to take memory, time, the stack or the host end with one clear error. */
final class HostileTemplateTest {
    private static final Map<String, String> TEMPLATES = Map.of(
            "self", "{% include 'self' %}",
            "ping", "{% include 'pong' %}",
            "pong", "{% include 'ping' %}",
            "extends", "{% extends 'extends' %}",
            "imports", "{% import 'imports' as x %}");

    private static final Environment ENVIRONMENT = Environment.builder()
            .loader(name -> Optional.ofNullable(TEMPLATES.get(name)))
            .build();

    /** Its {@code secret} is public Java, and still out of reach. */
    public static final class Host implements HostObject {
        public final String secret = "s3cret";

        @Override
        public Optional<Value> attribute(String name) {
            return name.equals("name") ? Optional.of(Value.of("host")) : Optional.empty();
        }

        @Override
        public String text() {
            return "the host";
        }
    }

    static Stream<Arguments> attacks() throws IOException {
        try (InputStream file = HostileTemplateTest.class.getResourceAsStream("hostile.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.startsWith("##"))
                            .map(line -> line.split(" ⇒ ", 2))
                            .map(parts -> Arguments.of(parts[0], parts[1]))
                            .toList()
                            .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("attacks")
    @Timeout(10)
    void endsWithAClearError(String reason, String source) {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> ENVIRONMENT.parse("attack", source).render(Map.of("host", new Host())))
                .withMessageMatching("(?s)[a-z]+:1: .*")
                .withMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[", "{'a':", "-", "not ", "a(", "a[", "'a' if ", "a|b(", "a is b(", "x.y("})
    void deepExpressionsAreRefusedNotOverflowing(String opening) {
        String source = "{{ " + opening.repeat(100_000) + " }}";
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> ENVIRONMENT.parse("deep", source).render(Map.of()))
                .withMessageStartingWith("deep:1: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{% if x %}", "{% for a in b %}", "{% macro m() %}", "{% filter e %}", "{% with %}"})
    void deepStatementsAreRefusedNotOverflowing(String opening) {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> ENVIRONMENT.parse("deep", opening.repeat(100_000)))
                .withMessageContaining("nested more than 100 deep");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+1", "*1", "**1", "|e", ".a", "[0]", " and 1", " or 0", " if 1", "()", "//1"})
    void longChainsAreRefusedNotOverflowing(String link) {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> ENVIRONMENT.parse("long", "{{ a" + link.repeat(100_000) + " }}"))
                .withMessageContaining("operators in a row");
    }

    @Test
    void wideTemplatesAreFine() {
        String concatenation = "{{ ''" + " ~ 'a'".repeat(10_000) + " }}";
        String branches = "{% if 0 %}" + "{% elif 0 %}".repeat(10_000) + "{% endif %}";
        String source = concatenation + branches + "{{ [" + "1,".repeat(10_000) + "]|length }}";
        assertThat(ENVIRONMENT.parse("wide", source).render(Map.of())).isEqualTo("a".repeat(10_000) + "10000");
    }

    @Test
    void limitsAreTheCallers() {
        Environment environment = Environment.builder()
                .limits(Limits.DEFAULT
                        .withSteps(1000)
                        .withOutput(100)
                        .withDepth(3)
                        .withRange(10))
                .build();
        assertThat(environment.parse("t", "{{ range(10)|list|length }}").render(Map.of()))
                .isEqualTo("10");
        assertRefused(environment, "{{ range(11) }}", "at most 10 items");
        assertRefused(environment, "{{ 'a' * 101 }}", "more than 100 characters");
        assertRefused(environment, "{% macro m(n) %}{{ m(n) }}{% endmacro %}{{ m(1) }}", "more than 3 deep");
        assertRefused(
                environment,
                "{% for a in range(9) %}{% for b in range(9) %}{% for c in range(9) %}"
                        + "{% endfor %}{% endfor %}{% endfor %}",
                "more than 1000 steps");
    }

    private static void assertRefused(Environment environment, String source, String reason) {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> environment.parse("t", source).render(Map.of()))
                .withMessageContaining(reason);
    }

    @Test
    void whatTheHostHoldsIsNotChanged() {
        List<Object> list = new ArrayList<>(List.of(1));
        Value value = Value.list(List.of(1));
        Environment environment = Environment.builder().global("shared", value).build();
        Template template = environment.parse(
                "t",
                "{{ list.append(2) }}{{ value.append(2) }}{{ shared.append(2) }}{{ list }}{{ value }}{{ shared }}");
        String expected = "NoneNoneNone[1, 2][1, 2][1, 2]";
        assertThat(template.render(Map.of("list", list, "value", value))).isEqualTo(expected);
        assertThat(template.render(Map.of("list", list, "value", value))).isEqualTo(expected);
        assertThat(list).containsExactly(1);
    }
}
