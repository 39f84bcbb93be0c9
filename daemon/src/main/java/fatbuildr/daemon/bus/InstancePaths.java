package fatbuildr.daemon.bus;

import fatbuildr.dbus.BusError;
import fatbuildr.dbus.Names;
import fatbuildr.engine.Engine;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Object paths of instances. */
record InstancePaths(Map<String, String> byId) {
    InstancePaths {
        byId = Map.copyOf(byId);
    }

    /** Ids that are usable as they are keep their name, even when an escaped one would be the same. */
    static InstancePaths of(Engine engine) {
        List<String> ids = engine.instances().stream()
                .map(instance -> instance.definition().id())
                .sorted(Comparator.comparing(id -> !id.equals(Names.element(id))))
                .toList();
        Map<String, String> paths = new HashMap<>();
        for (String id : ids) {
            String path = Names.INSTANCES_PATH + "/" + Names.element(id);
            while (paths.containsValue(path)) {
                path += "_";
            }
            paths.put(id, path);
        }
        return new InstancePaths(paths);
    }

    String of(String id) {
        String path = byId.get(id);
        if (path == null) {
            throw new BusError(BusError.UNKNOWN_INSTANCE, "");
        }
        return path;
    }
}
