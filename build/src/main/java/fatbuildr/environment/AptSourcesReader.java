package fatbuildr.environment;

import fatbuildr.error.FatbuildrException;
import fatbuildr.registry.deb.ControlParser;
import fatbuildr.registry.deb.Stanza;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the two forms of apt's source files. What is no enabled source of binary packages is passed over. */
final class AptSourcesReader {
    private static final Pattern LINE =
            Pattern.compile("deb\\s+(?:\\[([^\\]]*)\\]\\s*)?(\\S+)\\s+(\\S+)((?:\\s+\\S+)*)\\s*");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private AptSourcesReader() {}

    /** A {@code .list} file. */
    static List<AptSource> lines(String text) {
        List<AptSource> sources = new ArrayList<>();
        for (String line : text.lines().toList()) {
            int comment = line.indexOf('#');
            Matcher matcher = LINE.matcher((comment < 0 ? line : line.substring(0, comment)).strip());
            if (matcher.matches()) {
                Map<String, String> options = options(matcher.group(1));
                add(
                        sources,
                        List.of(matcher.group(2)),
                        List.of(matcher.group(3)),
                        words(matcher.group(4)),
                        words(options.getOrDefault("arch", "").replace(',', ' ')),
                        trust(options));
            }
        }
        return sources;
    }

    private static Map<String, String> options(String brackets) {
        Map<String, String> options = new HashMap<>();
        for (String word : words(brackets == null ? "" : brackets)) {
            int sign = word.indexOf('=');
            if (sign > 0) {
                String name = word.substring(0, sign).toLowerCase(Locale.ROOT);
                options.put(name.endsWith("+") ? name.substring(0, name.length() - 1) : name, word.substring(sign + 1));
            }
        }
        return options;
    }

    private static Map<String, String> trust(Map<String, String> options) {
        Map<String, String> trust = new HashMap<>();
        for (String name : AptSource.TRUST) {
            String value = options.get(name.toLowerCase(Locale.ROOT));
            if (value != null) {
                trust.put(name, value.replace(',', ' '));
            }
        }
        return trust;
    }

    /** A {@code .sources} file; one that apt itself would refuse has no sources. */
    static List<AptSource> paragraphs(String text) {
        List<AptSource> sources = new ArrayList<>();
        try {
            for (Stanza stanza : ControlParser.parse(text, "apt sources")) {
                boolean enabled =
                        !stanza.get("Enabled").orElse("yes").strip().matches("(?i)no|false|off|0|without|disable");
                if (enabled && list(stanza, "Types").contains("deb")) {
                    Map<String, String> trust = new HashMap<>();
                    AptSource.TRUST.forEach(name -> stanza.get(name).ifPresent(value -> trust.put(name, value)));
                    add(
                            sources,
                            list(stanza, "URIs"),
                            list(stanza, "Suites"),
                            list(stanza, "Components"),
                            list(stanza, "Architectures"),
                            trust);
                }
            }
        } catch (FatbuildrException malformed) {
            return List.of();
        }
        return sources;
    }

    private static List<String> list(Stanza stanza, String field) {
        return words(stanza.get(field).orElse(""));
    }

    /** Flat repositories, removable media and directories of this machine cannot serve an environment. */
    private static void add(
            List<AptSource> sources,
            List<String> uris,
            List<String> suites,
            List<String> components,
            List<String> architectures,
            Map<String, String> trust) {
        if (uris.isEmpty() || components.isEmpty()) {
            return;
        }
        String uri = uris.getFirst();
        if (uri.startsWith("cdrom:") || uri.startsWith("file:") || uri.startsWith("copy:")) {
            return;
        }
        for (String suite : suites) {
            if (!suite.endsWith("/")) {
                sources.add(new AptSource(uri, suite, components, architectures, trust));
            }
        }
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(BLANKS.split(text.strip()));
    }
}
