package fatbuildr.jinja.value;

/** A host object that templates may also call. */
public interface CallableObject extends HostObject, HostFunction {}
