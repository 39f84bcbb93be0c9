package fatbuildr.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a route does, in the words of the access policy (http-api.md section 5.1); every route names one. */
enum Action {
    /** Open to everybody whatever the policy says: package managers cannot send tokens. */
    PUBLIC,
    VIEW_PIPELINE,
    VIEW_REGISTRY,
    EDIT_REGISTRY,
    VIEW_TASK,
    EDIT_TASK,
    VIEW_METRICS,
    VIEW_KEYRING,
    EDIT_KEYRING,
    MANAGE_IMAGE,
    PURGE_HISTORY,
    MANAGE_TOKEN,
    BUILD;

    /** The words a policy may use. */
    static Set<String> words() {
        return Arrays.stream(values())
                .filter(action -> action != PUBLIC)
                .map(Action::word)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The policy's word, such as {@code view-registry}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
