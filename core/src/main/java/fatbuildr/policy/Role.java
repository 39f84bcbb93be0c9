package fatbuildr.policy;

import java.util.Set;

/**
 * A role with its members.
 *
 * @param actions its own ones and those of the roles it includes
 */
record Role(String name, Set<String> users, Set<String> groups, Set<String> actions) {
    Role {
        users = Set.copyOf(users);
        groups = Set.copyOf(groups);
        actions = Set.copyOf(actions);
    }

    boolean isOf(String user, Groups system) {
        return users.contains(user) || groups.stream().anyMatch(group -> system.contains(group, user));
    }
}
