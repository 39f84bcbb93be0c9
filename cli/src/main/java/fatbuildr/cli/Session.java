package fatbuildr.cli;

import fatbuildr.cli.bus.BusFatbuildrClient;
import fatbuildr.cli.bus.BusUri;
import fatbuildr.cli.client.Failure;
import fatbuildr.cli.client.FatbuildrClient;
import fatbuildr.cli.client.HttpFatbuildrClient;
import fatbuildr.cli.client.ServerUri;
import fatbuildr.cli.options.Arguments;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the commands of one run share; preferences and connection are made at first use. */
final class Session implements AutoCloseable {
    private final Surroundings surroundings;
    private final Screen screen;
    private final Interruption interruption;
    private final Optional<String> uriOption;
    private final Optional<String> preferencesOption;
    private @Nullable Preferences preferences;
    private @Nullable FatbuildrClient client;

    Session(Surroundings surroundings, Screen screen, Interruption interruption, Arguments general) {
        this.surroundings = surroundings;
        this.screen = screen;
        this.interruption = interruption;
        this.uriOption = general.value(Fatbuildrctl.URI);
        this.preferencesOption = general.value(Fatbuildrctl.PREFERENCES);
    }

    Surroundings surroundings() {
        return surroundings;
    }

    Screen screen() {
        return screen;
    }

    Interruption interruption() {
        return interruption;
    }

    Preferences preferences() {
        if (preferences == null) {
            preferences = Preferences.load(
                    preferencesOption.map(surroundings::expand).orElseGet(() -> Preferences.defaultPath(surroundings)));
        }
        return preferences;
    }

    /** The URI in use and where it comes from (cli.md section 3). */
    Origin uri() {
        if (uriOption.isPresent()) {
            return new Origin(uriOption.get(), "option --uri");
        }
        String variable = surroundings.variable("FATBUILDR_URI");
        if (!variable.isEmpty()) {
            return new Origin(variable, "variable FATBUILDR_URI");
        }
        return preferences()
                .get("prefs", "uri")
                .map(uri -> new Origin(uri, "preferences file " + preferences().path()))
                .orElse(new Origin(ServerUri.DEFAULT, "built-in default"));
    }

    record Origin(String uri, String origin) {}

    TokenStore tokens() {
        Path directory = preferences()
                .get("prefs", "tokens")
                .map(surroundings::expand)
                .orElseGet(() ->
                        surroundings.directory("XDG_DATA_HOME", ".local/share").resolve("fatbuildr"));
        return new TokenStore(directory);
    }

    FatbuildrClient client() {
        if (client == null) {
            Origin uri = uri();
            screen.debug("server " + uri.uri() + " from " + uri.origin());
            client = BusUri.isMeant(uri.uri()) ? overBus(uri) : overHttp(uri);
        }
        return client;
    }

    private FatbuildrClient overBus(Origin uri) {
        return BusFatbuildrClient.connect(
                BusUri.parse(uri.uri(), uri.origin()), surroundings.environment(), surroundings.zone());
    }

    private FatbuildrClient overHttp(Origin uri) {
        return new HttpFatbuildrClient(
                ServerUri.parse(uri.uri(), uri.origin()), token(uri.uri()), surroundings.environment());
    }

    private Optional<String> token(String uri) {
        try {
            return tokens().load(uri);
        } catch (Failure damaged) {
            screen.warning(damaged.text() + ": going on without token");
            return Optional.empty();
        }
    }

    Follower follower() {
        return new Follower(client(), screen, interruption, surroundings);
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
    }
}
