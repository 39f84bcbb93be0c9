package fatbuildr.cli.importer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A spec file as template of an artifact definition (cli.md section 13, step 5). */
final class SpecFile {
    private static final Pattern SECTION = Pattern.compile("%(?<name>[a-z_]+)(\\s.*)?");
    private static final Set<String> SECTIONS = Set.of(
            "description",
            "package",
            "prep",
            "generate_buildrequires",
            "conf",
            "build",
            "install",
            "check",
            "clean",
            "files",
            "changelog",
            "pre",
            "post",
            "preun",
            "postun",
            "pretrans",
            "posttrans",
            "preuntrans",
            "postuntrans",
            "verifyscript",
            "triggerin",
            "triggerun",
            "triggerpostun",
            "triggerprein",
            "trigger",
            "filetriggerin",
            "filetriggerun",
            "filetriggerpostun",
            "transfiletriggerin",
            "transfiletriggerun",
            "transfiletriggerpostun",
            "sourcelist",
            "patchlist");
    private static final Set<String> REPLACED = Set.of("prep", "changelog", "sourcelist", "patchlist");
    private static final Pattern NUMBERED =
            Pattern.compile("(?i)(?<kind>Source|Patch)(?<number>[0-9]*)\\s*:\\s*(?<value>\\S+).*");
    private static final Pattern LISTED = Pattern.compile("(?i)\\s*(Source|Patch)[0-9]*\\s*:.*");
    private static final String HEAD = """
            Version: {{ version }}
            Release: {{ release }}
            {{ sources }}
            {{ patches }}
            """;
    private static final String PREPARATION = "%prep\n{{ prep_sources }}\n{{ prep_patches }}\n\n";

    private SpecFile() {}

    /** The values of {@code Source} or {@code Patch} lines of an expanded spec, in order of their numbers. */
    static List<String> values(String expanded, String kind) {
        Map<Integer, String> values = new TreeMap<>();
        int next = 0;
        for (String line : expanded.lines().toList()) {
            Matcher numbered = NUMBERED.matcher(line.strip());
            if (numbered.matches() && numbered.group("kind").equalsIgnoreCase(kind)) {
                String digits = numbered.group("number");
                int number = digits.isEmpty() || digits.length() > 9 ? next : Integer.parseInt(digits);
                values.put(number, numbered.group("value"));
                next = number + 1;
            }
        }
        return new ArrayList<>(values.values());
    }

    static String template(String original) {
        StringBuilder out = new StringBuilder(HEAD);
        boolean version = false;
        boolean release = false;
        String section = "";
        for (String line : original.lines().toList()) {
            String keyword = section(line);
            if (!keyword.isEmpty()) {
                section = keyword;
                out.append(keyword.equals("prep") ? PREPARATION : "");
                out.append(keyword.equals("changelog") ? "{{ changelog }}\n" : "");
            }
            String lower = line.strip().toLowerCase(Locale.ROOT);
            boolean firstVersion = !version && lower.matches("version\\s*:.*");
            boolean firstRelease = !release && lower.matches("release\\s*:.*");
            version |= firstVersion;
            release |= firstRelease;
            if (!firstVersion
                    && !firstRelease
                    && !REPLACED.contains(section)
                    && !LISTED.matcher(line).matches()) {
                out.append(literal(line.stripTrailing())).append('\n');
            }
        }
        return out.toString();
    }

    private static String section(String line) {
        Matcher section = SECTION.matcher(line);
        return section.matches() && SECTIONS.contains(section.group("name")) ? section.group("name") : "";
    }

    /** Keeps templates from taking macros such as <code>%{%{name}}</code> for their own. */
    private static String literal(String line) {
        return line.replaceAll("\\{(?=[{%#])", "{{ \"{\" }}");
    }
}
