package fatbuildr.jinja.value;

/** A host object that templates may walk over. */
public interface IterableObject extends HostObject, Iterable<Value> {}
