package fatbuildr.engine.local;

import fatbuildr.config.Settings;
import fatbuildr.engine.store.DurableFiles;
import fatbuildr.engine.token.TokenKey;
import fatbuildr.error.FatbuildrException;
import java.io.IOException;

/** Makes the directories an instance needs before anything else (config.md section 2.6). */
final class InstanceDirectories {
    private InstanceDirectories() {}

    static void create(Settings settings, String id) {
        try {
            DurableFiles.directory(settings.tasks().workspaces().resolve(id));
            DurableFiles.directory(settings.dirs().cache().resolve(id));
            TokenKey.create(settings.tokens().storage(), id);
        } catch (IOException failure) {
            throw FatbuildrException.external(
                    "cannot make the directories of instance " + id + ": " + failure.getMessage(), failure);
        }
    }
}
