package fatbuildr.engine.local;

import fatbuildr.engine.Engine;
import fatbuildr.engine.InstanceService;
import fatbuildr.engine.store.Database;
import java.util.List;

/** The engine of this process. */
final class LocalEngine implements Engine {
    private final List<LocalInstance> instances;
    private final Database database;
    private final StoreLock lock;

    LocalEngine(List<LocalInstance> instances, Database database, StoreLock lock) {
        this.instances = List.copyOf(instances);
        this.database = database;
        this.lock = lock;
    }

    @Override
    public List<InstanceService> instances() {
        return List.copyOf(instances);
    }

    @Override
    public void close() {
        List<Thread> closers = instances.stream()
                .map(instance -> Thread.ofVirtual().start(instance.tasks()::close))
                .toList();
        boolean interrupted = false;
        for (Thread closer : closers) {
            while (closer.isAlive()) {
                try {
                    closer.join();
                } catch (InterruptedException again) {
                    interrupted = true;
                }
            }
        }
        database.close();
        lock.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
