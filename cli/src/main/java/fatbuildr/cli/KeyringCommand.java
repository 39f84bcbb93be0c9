package fatbuildr.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import fatbuildr.api.ApiJson;
import fatbuildr.api.Json;
import fatbuildr.api.KeyringInfo;
import fatbuildr.cli.client.Failure;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keyring} (cli.md section 6.5). */
@picocli.CommandLine.Command(name = "keyring", header = "Show, export, create or renew the instance's signing key.")
final class KeyringCommand implements Command {
    private static final Pattern DURATION = Pattern.compile("[0-9]+[wmy]?");

    enum Operation {
        show,
        export,
        create,
        renew
    }

    @Parameters(
            arity = "0..1",
            paramLabel = "OPERATION",
            description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
    Operation operation = Operation.show;

    @Option(
            names = "--duration",
            paramLabel = "DURATION",
            description = "New validity for renew: a number of days, or with w, m or y of weeks,"
                    + " months or years; 0 is for ever.")
    @Nullable
    String duration;

    @Option(names = "--batch", description = "Do not follow the submitted task.")
    boolean batch;

    @Option(names = "--json", description = "Show the key as a JSON object, null without one.")
    boolean json;

    @Override
    public int run(Session session) {
        return switch (operation) {
            case show -> show(session);
            case export -> export(session);
            case create ->
                new Submission(session, batch)
                        .submitted("keyring creation", session.client().createKeyring());
            case renew -> renew(session);
        };
    }

    private int show(Session session) {
        Optional<KeyringInfo> keyring = session.client().keyring();
        Screen screen = session.screen();
        if (json) {
            JsonNode node = keyring.<JsonNode>map(ApiJson::keyring).orElse(JsonNodeFactory.instance.nullNode());
            screen.out().print(Json.indented(node));
        } else if (keyring.isEmpty()) {
            screen.result("No keyring available on URI " + session.uri().uri());
        } else {
            print(keyring.get(), screen, session.surroundings().zone());
        }
        return ExitCode.OK;
    }

    private static void print(KeyringInfo keyring, Screen screen, ZoneId zone) {
        screen.result("masterkey:");
        screen.result("  userid: " + keyring.userid());
        screen.result("  id: " + keyring.id());
        screen.result("  fingerprint: " + keyring.fingerprint());
        screen.result("  algo: " + keyring.algo());
        screen.result("  expires: " + time(keyring.expires(), zone));
        screen.result("  creation: " + TaskListing.time(keyring.creation(), zone));
        screen.result("  last update: " + time(keyring.lastUpdate(), zone));
        KeyringInfo.Subkey subkey = keyring.subkey();
        screen.result("  subkey:");
        screen.result("    fingerprint: " + subkey.fingerprint());
        screen.result("    algo: " + subkey.algo());
        screen.result("    expires: " + time(subkey.expires(), zone));
        screen.result("    creation: " + TaskListing.time(subkey.creation(), zone));
    }

    private static String time(Optional<Instant> time, ZoneId zone) {
        return time.map(instant -> TaskListing.time(instant, zone)).orElse("never");
    }

    private static int export(Session session) {
        String key = session.client()
                .exportKeyring()
                .orElseThrow(() -> Failure.server(
                                "no keyring available on URI " + session.uri().uri())
                        .hint("create one with: fatbuildrctl keyring create"));
        session.screen().out().print(key);
        return ExitCode.OK;
    }

    private int renew(Session session) {
        if (duration == null) {
            throw Failure.runtime("keyring renew needs a duration")
                    .hint("for one more year: fatbuildrctl keyring renew --duration 1y");
        }
        if (!DURATION.matcher(duration).matches()) {
            throw Failure.runtime("duration " + duration + " is not a number with w, m, y or nothing behind it")
                    .hint("for one more year: fatbuildrctl keyring renew --duration 1y");
        }
        return new Submission(session, batch)
                .submitted("keyring renewal", session.client().renewKeyring(duration));
    }
}
