package fatbuildr.daemon;

import fatbuildr.config.Settings;
import fatbuildr.instance.Architectures;
import fatbuildr.instance.InstanceDefinition;
import fatbuildr.instance.InstanceLoader;
import fatbuildr.instance.LoadedInstances;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The instances of this machine, for every program. */
public final class Definitions {
    private static final Logger LOG = LoggerFactory.getLogger(Definitions.class);

    private Definitions() {}

    /** Those without an error; what is wrong with the others is logged. */
    public static List<InstanceDefinition> load(Settings settings) {
        LoadedInstances loaded = new InstanceLoader(
                        Architectures.host(), settings.images().formats())
                .load(settings.dirs().instances());
        loaded.errors().forEach(LOG::error);
        loaded.warnings().forEach(LOG::warn);
        return loaded.definitions();
    }
}
