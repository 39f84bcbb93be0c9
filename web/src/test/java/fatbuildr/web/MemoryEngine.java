package fatbuildr.web;

import fatbuildr.engine.Engine;
import fatbuildr.engine.InstanceService;
import java.util.List;

/** An engine of instances made by a test. */
record MemoryEngine(List<InstanceService> instances) implements Engine {
    @Override
    public void close() {
        // Nothing runs.
    }
}
