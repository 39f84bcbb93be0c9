package fatbuildr.dbus;

import java.util.List;

/** A D-Bus structure: its members without names. */
public record Struct(List<Object> members) {
    public Struct {
        members = List.copyOf(members);
    }

    public static Struct of(Object... members) {
        return new Struct(List.of(members));
    }
}
