package fatbuildr.daemon.bus;

import fatbuildr.dbus.Names;
import java.util.Locale;

/** What polkit is asked for (dbus-api.md section 6.2). */
enum Action {
    VIEW_PIPELINE,
    VIEW_TASK,
    /** Cancelling; of this version. */
    EDIT_TASK,
    BUILD,
    BUILD_AS,
    VIEW_REGISTRY,
    EDIT_REGISTRY,
    EDIT_REGISTRY_AS,
    PURGE_HISTORY,
    VIEW_KEYRING,
    EDIT_KEYRING,
    MANAGE_IMAGE,
    MANAGE_TOKEN,
    /** All there is, for users whom the HTTP server vouches for; of this version. */
    ACT_AS;

    /** The action's id, such as {@code org.rackslab.Fatbuildr.view-pipeline}. */
    String id() {
        return Names.SERVICE + "." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** As messages name it. */
    String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
