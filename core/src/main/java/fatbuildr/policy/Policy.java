package fatbuildr.policy;

import java.util.List;

/** Who may do what (http-api.md section 5). */
public final class Policy {
    static final String ANONYMOUS = "anonymous";

    private final List<Role> roles;
    private final List<String> warnings;

    Policy(List<Role> roles, List<String> warnings) {
        this.roles = List.copyOf(roles);
        this.warnings = List.copyOf(warnings);
    }

    /** One line for each thing in the file that has no effect. */
    public List<String> warnings() {
        return warnings;
    }

    public boolean allowsAnonymous(String action) {
        return roles.stream()
                .anyMatch(
                        role -> role.name().equals(ANONYMOUS) && role.actions().contains(action));
    }

    /** Whether somebody known by name may; whatever is open to everybody is open to them too. */
    public boolean allows(String user, String action, Groups groups) {
        return allowsAnonymous(action)
                || roles.stream()
                        .filter(role -> role.actions().contains(action))
                        .anyMatch(role -> role.isOf(user, groups));
    }
}
