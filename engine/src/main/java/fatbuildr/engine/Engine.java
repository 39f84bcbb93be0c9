package fatbuildr.engine;

import fatbuildr.error.FatbuildrException;
import java.util.List;

/** All instances served by this process. */
public interface Engine extends AutoCloseable {
    /** Sorted by id. */
    List<InstanceService> instances();

    /** Fails with {@code instance ID not found} for an unknown id. */
    default InstanceService instance(String id) {
        return instances().stream()
                .filter(instance -> instance.definition().id().equals(id))
                .findFirst()
                .orElseThrow(() -> FatbuildrException.notFound("instance " + id + " not found"));
    }

    /** Stops taking tasks, lets none start, ends the running ones as interrupted, closes the store. */
    @Override
    void close();
}
