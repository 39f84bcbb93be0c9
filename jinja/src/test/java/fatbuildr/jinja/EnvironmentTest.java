package fatbuildr.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fatbuildr.jinja.value.EvaluationException;
import fatbuildr.jinja.value.HostFunction;
import fatbuildr.jinja.value.HostObject;
import fatbuildr.jinja.value.IntValue;
import fatbuildr.jinja.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EnvironmentTest {
    /** As the paths that configuration templates see. */
    private record PathObject(String path) implements HostObject {
        @Override
        public Optional<Value> attribute(String name) {
            int slash = path.lastIndexOf('/');
            return switch (name) {
                case "name" -> Optional.of(Value.of(path.substring(slash + 1)));
                case "parent" -> Optional.of(Value.object(new PathObject(path.substring(0, slash))));
                default -> Optional.empty();
            };
        }

        @Override
        public String text() {
            return path;
        }
    }

    private static String render(Environment environment, String source, Map<String, ?> variables) {
        return environment.parse("test", source).render(variables);
    }

    @Test
    void takesJavaValues() {
        Map<String, Object> variables = new HashMap<>();
        variables.put("text", "abc");
        variables.put("flag", true);
        variables.put("small", 1);
        variables.put("wide", 1L << 40);
        variables.put("big", BigInteger.TEN.pow(30));
        variables.put("real", 2.5);
        variables.put("missing", null);
        variables.put("list", Arrays.asList(1, null, List.of("x")));
        variables.put("map", Map.of("k", Map.of("n", 1)));
        variables.put("value", Value.markup("<b>"));
        variables.put("path", new PathObject("/srv/images/deb"));
        assertThat(render(
                        Environment.builder().build(),
                        "{{ text }} {{ flag }} {{ small + wide }} {{ big }} {{ real }} {{ missing }} {{ list }}"
                                + " {{ map.k.n }} {{ value }} {{ path }} {{ path.parent }} {{ path.name }}"
                                + " {{ path['parent'].name }} {{ path.other }}.",
                        variables))
                .isEqualTo("abc True 1099511627777 1000000000000000000000000000000 2.5 None [1, None, ['x']]"
                        + " 1 <b> /srv/images/deb /srv/images deb images .");
    }

    /** The reference gives bytes; a template that asks for them is told why it gets none. */
    @Test
    void bytesAreRefusedInWords() {
        Environment environment = Environment.builder().build();
        assertThat(render(environment, "{{ 'a'.encode is defined }}", Map.of())).isEqualTo("True");
        assertThatThrownBy(() -> render(environment, "\n{{ 'é'.encode('utf-8', errors='strict') }}", Map.of()))
                .isInstanceOf(TemplateException.class)
                .hasMessage("test:2: 'str' cannot be encoded: templates have no bytes");
        assertThatThrownBy(() -> render(environment, "{{ ('a'|safe).encode() }}", Map.of()))
                .hasMessage("test:1: 'Markup' cannot be encoded: templates have no bytes");
    }

    /** The reference puts it in as it is. */
    @Test
    void whatATranslationTablePutsIntoMarkupIsEscaped() {
        assertThat(render(Environment.builder().build(), "{{ ('a'|e).translate({97: '<'}) }}", Map.of()))
                .isEqualTo("&lt;");
    }

    @Test
    void refusesJavaObjectsItHasNoValueFor() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> render(Environment.builder().build(), "", Map.of("x", new Object())))
                .withMessageContaining("java.lang.Object");
    }

    @Test
    void callsTheHostsFiltersTestsAndFunctions() {
        Environment environment = Environment.builder()
                .filter("gittag", HostFunction.ofText(text -> text.replace('~', '-')))
                .filter("plus", (arguments, rendering) -> Value.of(number(arguments.get(0)) + number(arguments.get(1))))
                .test("answer", (arguments, rendering) -> Value.of(number(arguments.get(0)) == 42))
                .global(
                        "greet",
                        Value.function(
                                "greet",
                                (arguments, rendering) -> Value.of("hi " + rendering.text(arguments.get(0))
                                        + rendering.text(arguments.named().get("mark")))))
                .global("site", "example")
                .build();
        assertThat(render(
                        environment,
                        "{{ '1~2'|gittag }} {{ 1|plus(2) }} {{ 42 is answer }} {{ 1 is answer }} {{ site }} {{ greet('you', mark='!') }}"
                                + " {{ ['a~b']|map('gittag')|join }} {{ [42, 1]|select('answer')|list }}",
                        Map.of()))
                .isEqualTo("1-2 3 True False example hi you! a-b [42]");
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> render(environment, "\n{{ 'x'|plus(1) }}", Map.of()))
                .withMessage("test:2: not a number");
    }

    private static long number(Value value) {
        if (value instanceof IntValue number) {
            return number.value().longValueExact();
        }
        throw new EvaluationException("not a number");
    }

    @Test
    void hidesBuiltinsBehindTheHostsOwn() {
        Environment environment = Environment.builder()
                .filter("upper", HostFunction.ofText(text -> "mine"))
                .global("range", 5)
                .build();
        assertThat(render(environment, "{{ 'x'|upper }}{{ range }}{{ dict }}", Map.of("dict", "variable")))
                .isEqualTo("mine5variable");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '⇒',
            value = {
                "a⏎{{ b ⇒ t:2: unexpected end of template inside a tag, expected '}}'",
                "a⏎⏎{% nope %} ⇒ t:3: Encountered unknown tag 'nope'.",
                "{% if x %}⏎⏎ ⇒ t:1: unexpected end of template, missing 'elif' or 'else' or 'endif'",
                "⏎{{ x.y.z }} ⇒ t:2: 'int object' has no attribute 'y'",
                "{% for a in [1] %}⏎{{ missing.attribute }}⏎{% endfor %} ⇒ t:2: 'missing' is undefined",
                "{{ 1|nope }} ⇒ t:1: No filter named 'nope'.",
                "{% include 'broken' %} ⇒ broken:2: Encountered unknown tag 'bad'.",
                "{% include 'absent' %} ⇒ t:1: template not found: absent",
                "{% from 'macros' import fail %}⏎⏎{{ fail() }} ⇒ macros:3: division by zero",
                "{{ [⏎1,⏎1 / 0⏎] }} ⇒ t:3: division by zero",
            })
    void namesTemplateAndLine(String source, String message) {
        Map<String, String> templates =
                Map.of("broken", "ok\n{% bad %}", "macros", "{% macro fail() %}\n\n{{ 1 / 0 }}{% endmacro %}");
        Environment environment = Environment.builder()
                .loader(name -> Optional.ofNullable(templates.get(name)))
                .build();
        String text = source.replace('⏎', '\n');
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> environment.parse("t", text).render(Map.of("x", 1)))
                .satisfies(failure -> assertThat(failure.getMessage()).startsWith(message.strip()));
    }

    @Test
    void failsToLoadWhatDoesNotExist() {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> Environment.builder().build().load("nothing"))
                .withMessage("nothing:1: template not found");
    }

    @Test
    void writesPieceByPiece() {
        StringBuilder out = new StringBuilder();
        Template template = Environment.builder().build().parse("t", "written {{ 1 / 0 }}");
        assertThatExceptionOfType(TemplateException.class).isThrownBy(() -> template.render(Map.of(), out));
        assertThat(out.toString()).isEqualTo("written ");
    }

    @Test
    void oneTemplateServesManyThreadsAlike() throws Exception {
        Template template = Environment.builder()
                .autoescape(true)
                .build()
                .parse(
                        "t",
                        "{% macro m(x) %}<{{ x }}>{% endmacro %}{% set ns = namespace(n=0) %}{% for i in range(n) %}"
                                + "{% set ns.n = ns.n + i %}{{ m(i) }}{{ loop.cycle('a', 'b') }}{% endfor %}{{ ns.n }}"
                                + "{{ {'b': n, 'a': 1}|tojson }}{{ ['x', 'X', 'y']|groupby('0') }}");
        List<Future<String>> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                int n = i % 20;
                results.add(threads.submit(() -> template.render(Map.of("n", n))));
            }
        }
        for (int i = 0; i < 200; i++) {
            assertThat(results.get(i).get()).isEqualTo(template.render(Map.of("n", i % 20)));
        }
    }
}
