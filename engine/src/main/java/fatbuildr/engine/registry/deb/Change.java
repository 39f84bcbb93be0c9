package fatbuildr.engine.registry.deb;

import java.util.List;

/**
 * What a publication does to one component.
 *
 * @param unchanged packages that are published already, byte for byte
 */
record Change(List<Incoming> added, List<PackageRow> removed, List<PackageRow> unchanged) {
    Change {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        unchanged = List.copyOf(unchanged);
    }

    boolean isEmpty() {
        return added.isEmpty() && removed.isEmpty();
    }
}
