package fatbuildr.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every case must give what the reference implementation gives, or fail where it fails. */
final class ReferenceTest {
    private static final int REQUIRED_CASES = 400;

    @TestFactory
    List<DynamicTest> rendersAsTheReference() throws Exception {
        Map<String, String> templates = CaseFiles.templates();
        Map<String, Object> variables = CaseFiles.variables();
        List<Case> cases = CaseFiles.cases();
        List<Oracle.Answer> answers = Oracle.ask(cases, templates, variables);
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            Case one = cases.get(i);
            Oracle.Answer answer = answers.get(i);
            tests.add(dynamicTest(
                    one.file() + " " + one.mode() + ": " + one.source(),
                    () -> compare(one, answer, templates, variables)));
        }
        return tests;
    }

    @Test
    void hasEnoughCases() throws Exception {
        assertThat(CaseFiles.cases().stream().map(Case::source).distinct().count())
                .isGreaterThan(REQUIRED_CASES);
    }

    private static void compare(
            Case one, Oracle.Answer expected, Map<String, String> templates, Map<String, Object> variables) {
        Environment environment = one.environment(name -> Optional.ofNullable(templates.get(name)));
        String output;
        try {
            output = environment.parse("case", one.source()).render(variables);
        } catch (TemplateException failure) {
            assertThat(expected.error())
                    .as("failed with '%s' where the reference gives '%s'", failure.getMessage(), expected.output())
                    .isNotNull();
            assertThat(line(failure))
                    .as("line of '%s', reference: '%s'", failure.getMessage(), expected.error())
                    .isEqualTo(expected.line());
            return;
        }
        assertThat(expected.error())
                .as("rendered '%s' where the reference fails", output)
                .isNull();
        assertThat(output).isEqualTo(expected.output());
    }

    private static int line(TemplateException failure) {
        return Integer.parseInt(failure.getMessage().split(":", 3)[1]);
    }
}
