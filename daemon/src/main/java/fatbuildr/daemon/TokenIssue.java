package fatbuildr.daemon;

import fatbuildr.config.Settings;
import fatbuildr.config.SettingsLoader;
import fatbuildr.engine.token.InstanceTokens;
import fatbuildr.error.FatbuildrException;
import java.time.Clock;

/**
 * Issues a token without any server: for whoever may read the signing key on this machine, which is root and the
 * service's account.
 */
final class TokenIssue {
    private TokenIssue() {}

    static String token(Arguments arguments, String instance) {
        Settings settings = SettingsLoader.load(arguments.vendorConfig(), arguments.siteConfig())
                .settings();
        boolean known = Definitions.load(settings).stream()
                .anyMatch(definition -> definition.id().equals(instance));
        if (!known) {
            throw FatbuildrException.notFound("instance " + instance + " not found");
        }
        return new InstanceTokens(instance, settings.tokens(), Clock.systemUTC()).generate(arguments.user());
    }
}
