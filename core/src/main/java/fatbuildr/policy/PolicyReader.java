package fatbuildr.policy;

import fatbuildr.config.IniEntry;
import fatbuildr.config.IniParser;
import fatbuildr.error.FatbuildrException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads a policy file (http-api.md section 5.1); what is wrong in it is told with file and line. */
final class PolicyReader {
    private static final String ROLES = "roles";
    private static final String ACTIONS = "actions";

    private final String file;
    private final Set<String> known;
    private final Map<String, Map<String, IniEntry>> sections;
    private final Map<String, IniEntry> roles;
    private final List<String> warnings = new ArrayList<>();

    private PolicyReader(String file, String text, Set<String> known) {
        this.file = file;
        this.known = known;
        this.sections = IniParser.parseWithBareNames(file, text);
        Map<String, IniEntry> declared = sections.get(ROLES);
        if (declared == null) {
            throw FatbuildrException.invalid(file + ":1: the section [roles] is missing");
        }
        this.roles = declared;
    }

    /** @param known the actions there are; others grant nothing and are warned of */
    static Policy read(String file, String text, Set<String> known) {
        return new PolicyReader(file, text, known).policy();
    }

    private Policy policy() {
        sections.forEach((name, options) -> checkSection(name, options));
        Map<String, Set<String>> own = new LinkedHashMap<>();
        roles.forEach((name, entry) -> own.put(name, actions(name, entry)));
        List<Role> all = new ArrayList<>();
        roles.forEach((name, entry) -> {
            Set<String> granted = new TreeSet<>();
            collect(name, own, new ArrayList<>(), granted);
            all.add(role(name, entry, granted));
        });
        return new Policy(all, warnings);
    }

    private void checkSection(String name, Map<String, IniEntry> options) {
        if (name.equals(ROLES)) {
            return;
        }
        if (!roles.containsKey(name)) {
            warnings.add(file + ": section [" + name + "] is of no role declared in [roles], ignored"
                    + "; names in [roles] are read in lower case");
        }
        options.forEach((key, entry) -> {
            if (!key.equals(ACTIONS)) {
                warnings.add(entry.place() + ": [" + name + "] unknown key " + key + ", ignored");
            }
        });
    }

    private Set<String> actions(String role, IniEntry declaration) {
        if (role.equals(ROLES)) {
            throw wrong(declaration, "[roles] roles: a role cannot have this name");
        }
        Map<String, IniEntry> section = sections.get(role);
        if (section == null) {
            throw wrong(declaration, "[roles] " + role + ": the role has no section [" + role + "]" + similar(role));
        }
        IniEntry entry = section.get(ACTIONS);
        if (entry == null) {
            throw wrong(declaration, "[roles] " + role + ": the section [" + role + "] has no actions");
        }
        Set<String> items = items(entry);
        for (String item : items) {
            if (!item.startsWith("@") && !known.contains(item)) {
                warnings.add(entry.place() + ": [" + role + "] unknown action " + item + ", ignored; known are "
                        + String.join(", ", new TreeSet<>(known)));
            }
        }
        return items;
    }

    private String similar(String role) {
        return sections.keySet().stream()
                .filter(role::equalsIgnoreCase)
                .findFirst()
                .map(section -> "; [" + section + "] is another, since names in [roles] are read in lower case")
                .orElse("");
    }

    /** Follows inclusions; {@code path} holds the roles that lead here. */
    private void collect(String role, Map<String, Set<String>> own, List<String> path, Set<String> granted) {
        path.add(role);
        for (String item : own.getOrDefault(role, Set.of())) {
            if (!item.startsWith("@")) {
                granted.add(item);
                continue;
            }
            String included = item.substring(1).strip().toLowerCase(Locale.ROOT);
            IniEntry entry = sections.getOrDefault(role, Map.of()).getOrDefault(ACTIONS, new IniEntry("", file, 0));
            if (!roles.containsKey(included)) {
                throw wrong(entry, "[" + role + "] actions: the role " + item + " is not declared in [roles]");
            }
            if (path.contains(included)) {
                throw wrong(
                        entry,
                        "[" + role + "] actions: roles include each other in a circle: "
                                + String.join(", ", path.subList(path.indexOf(included), path.size())) + ", "
                                + included);
            }
            collect(included, own, path, granted);
        }
        path.removeLast();
    }

    private Role role(String name, IniEntry entry, Set<String> granted) {
        Set<String> users = new LinkedHashSet<>();
        Set<String> groups = new LinkedHashSet<>();
        if (name.equals(Policy.ANONYMOUS)) {
            if (!entry.value().isBlank()) {
                warnings.add(entry.place() + ": [roles] anonymous is the role of everybody, its members are ignored");
            }
            return new Role(name, users, groups, granted);
        }
        for (String member : items(entry)) {
            boolean group = member.startsWith("@");
            String word = group ? member.substring(1).strip() : member;
            if (word.isEmpty() || word.chars().anyMatch(Character::isISOControl) || (!group && word.contains(" "))) {
                throw wrong(
                        entry,
                        "[roles] " + name + ": " + member.replaceAll("\\s+", " ")
                                + " is neither a user nor an @group; members are separated by commas");
            }
            (group ? groups : users).add(word);
        }
        return new Role(name, users, groups, granted);
    }

    /** Blanks around an item do not belong to it. */
    private static Set<String> items(IniEntry entry) {
        Set<String> items = new LinkedHashSet<>();
        Arrays.stream(entry.value().split(",", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .forEach(items::add);
        return items;
    }

    private static FatbuildrException wrong(IniEntry entry, String reason) {
        return FatbuildrException.invalid(entry.place() + ": " + reason);
    }
}
