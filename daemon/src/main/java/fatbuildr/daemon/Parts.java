package fatbuildr.daemon;

import fatbuildr.config.Settings;
import fatbuildr.engine.local.EngineParts;
import java.time.Clock;
import java.util.List;

/** What the engine is put together from: the one place that knows which implementations there are. */
final class Parts {
    private Parts() {}

    static EngineParts of(Settings settings) {
        return new EngineParts(_ -> List.of(), instance -> new NoImages(settings, instance), Clock.systemUTC());
    }
}
