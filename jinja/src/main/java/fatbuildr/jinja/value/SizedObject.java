package fatbuildr.jinja.value;

/** A host object with a length. */
public interface SizedObject extends HostObject {
    long size();
}
