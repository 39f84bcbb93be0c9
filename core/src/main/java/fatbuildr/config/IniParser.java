package fatbuildr.config;

import fatbuildr.error.FatbuildrException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The INI dialect of config.md section 1.2, that of Python's {@code configparser}. */
public final class IniParser {
    static final String DEFAULTS = "DEFAULT";

    private static final Pattern SECTION = Pattern.compile("\\[(?<name>.+)\\].*", Pattern.DOTALL);
    private static final Pattern OPTION = Pattern.compile("(?<name>.*?)\\s*(?:[=:])\\s*(?<value>.*)", Pattern.DOTALL);

    private final String file;
    private final boolean bareNames;
    private final Map<String, Map<String, IniEntry>> sections = new LinkedHashMap<>();
    private @Nullable Map<String, IniEntry> section;
    private String sectionName = "";
    private @Nullable String option;
    private final List<String> value = new ArrayList<>();
    private int valueLine;
    private int indent;

    private IniParser(String file, boolean bareNames) {
        this.file = file;
        this.bareNames = bareNames;
    }

    /** Section name to its options in file order; the section {@code DEFAULT} holds the values of all sections. */
    static Map<String, Map<String, IniEntry>> parse(String file, String text) {
        return new IniParser(file, false).sections(text);
    }

    /** The same for files whose options may have no value, not even a delimiter: their value is the empty string. */
    public static Map<String, Map<String, IniEntry>> parseWithBareNames(String file, String text) {
        return new IniParser(file, true).sections(text);
    }

    private Map<String, Map<String, IniEntry>> sections(String text) {
        int number = 0;
        for (String line : text.split("\r\n|\r|\n", -1)) {
            line(line, ++number);
        }
        endOption();
        return sections;
    }

    private void line(String line, int number) {
        String content = line.strip();
        if (content.startsWith("#") || content.startsWith(";")) {
            return;
        }
        if (content.isEmpty()) {
            if (option != null) {
                value.add("");
            }
            return;
        }
        int lineIndent = line.indexOf(content.charAt(0));
        if (option != null && lineIndent > indent) {
            value.add(content);
            return;
        }
        indent = lineIndent;
        Matcher header = SECTION.matcher(content);
        if (header.matches()) {
            startSection(header.group("name"), number);
        } else {
            startOption(content, number);
        }
    }

    private void startSection(String name, int number) {
        endOption();
        if (sections.containsKey(name) && !name.equals(DEFAULTS)) {
            throw error(number, "section [" + name + "] is given twice in this file");
        }
        sectionName = name;
        section = sections.computeIfAbsent(name, _ -> new LinkedHashMap<>());
    }

    private void startOption(String content, int number) {
        endOption();
        Map<String, IniEntry> current = section;
        if (current == null) {
            throw error(number, "text before the first section: " + content);
        }
        Matcher matcher = OPTION.matcher(content);
        boolean assigned = matcher.matches();
        String written = assigned ? matcher.group("name") : content;
        if (written.isEmpty() || (!assigned && (!bareNames || content.startsWith("[")))) {
            throw error(number, "[" + sectionName + "] neither a section nor \"name = value\": " + content);
        }
        String name = written.toLowerCase(Locale.ROOT);
        if (current.containsKey(name)) {
            throw error(number, "[" + sectionName + "] " + name + " is given twice in this file");
        }
        option = name;
        valueLine = number;
        value.add(assigned ? matcher.group("value") : "");
        current.put(name, new IniEntry("", file, number));
    }

    private void endOption() {
        Map<String, IniEntry> current = section;
        String name = option;
        if (current != null && name != null) {
            current.put(name, new IniEntry(String.join("\n", value).stripTrailing(), file, valueLine));
        }
        option = null;
        value.clear();
    }

    private FatbuildrException error(int number, String reason) {
        return FatbuildrException.invalid(file + ":" + number + ": " + reason);
    }
}
