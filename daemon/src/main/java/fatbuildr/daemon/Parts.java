package fatbuildr.daemon;

import fatbuildr.build.BuildServices;
import fatbuildr.config.Settings;
import fatbuildr.engine.TaskObserver;
import fatbuildr.engine.local.EngineParts;
import java.time.Clock;

/** What the engine is put together from: the one place that knows which implementations there are. */
final class Parts {
    private Parts() {}

    static EngineParts of(Settings settings, TaskObserver observer) {
        Clock clock = Clock.systemUTC();
        BuildServices services = BuildServices.of(settings, System.getenv(), clock);
        return new EngineParts(
                _ -> services.builders(),
                instance -> new InstanceImages(settings, services.images(), instance),
                clock,
                observer);
    }
}
