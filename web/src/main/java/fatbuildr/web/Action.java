package fatbuildr.web;

import java.util.Locale;

/** What a route does, in the words of the access policy (http-api.md section 5.1); every route names one. */
enum Action {
    /** Open to everybody whatever the policy says: package managers cannot send tokens. */
    PUBLIC,
    VIEW_PIPELINE,
    VIEW_REGISTRY,
    EDIT_REGISTRY,
    VIEW_TASK,
    EDIT_TASK,
    VIEW_KEYRING,
    EDIT_KEYRING,
    MANAGE_IMAGE,
    PURGE_HISTORY,
    BUILD;

    /** The policy's word, such as {@code view-registry}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
