package fatbuildr.policy;

/** The groups of the system that people are in. */
@FunctionalInterface
public interface Groups {
    /** Whether the user is listed in the group or has it as primary group; false for a group that does not exist. */
    boolean contains(String group, String user);
}
