package fatbuildr.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import fatbuildr.api.ApiJson;
import fatbuildr.api.Json;
import fatbuildr.api.KeyringInfo;
import fatbuildr.cli.client.Failure;
import fatbuildr.cli.options.Arguments;
import fatbuildr.cli.options.CommandSpec;
import fatbuildr.cli.options.OptionSpec;
import fatbuildr.cli.options.Positional;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code keyring} (cli.md section 6.5). */
final class KeyringCommand {
    private static final Pattern VALIDITY = Pattern.compile("[0-9]+[dwmy]?");
    private static final Positional OPERATION =
            Positional.choice("OPERATION", "default: show.", "show", "export", "create", "renew");
    private static final OptionSpec DURATION = OptionSpec.value(
            "DURATION",
            "New validity for renew: a number of days, or with w, m or y of weeks, months or years; 0 is for ever.",
            "--duration");
    private static final OptionSpec BATCH = OptionSpec.flag("Do not follow the submitted task.", "--batch");
    private static final OptionSpec JSON =
            OptionSpec.flag("Show the key as a JSON object, null without one.", "--json");

    private KeyringCommand() {}

    static CommandSpec<Command> spec() {
        return CommandSpec.<Command>named(
                        "fatbuildrctl keyring", "Show, export, create or renew the instance's signing key.")
                .options(DURATION, BATCH, JSON)
                .positional(OPERATION)
                .runs(KeyringCommand::run);
    }

    private static int run(Arguments arguments, Session session) {
        Submission submission = new Submission(session, arguments.has(BATCH));
        return switch (arguments.word().orElse("show")) {
            case "export" -> export(session);
            case "create" ->
                submission.submitted("keyring creation", session.client().createKeyring());
            case "renew" -> {
                String duration = validity(arguments.value(DURATION));
                yield submission.submitted("keyring renewal", session.client().renewKeyring(duration));
            }
            default -> show(session, arguments.has(JSON));
        };
    }

    private static int show(Session session, boolean json) {
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

    private static String validity(Optional<String> given) {
        String example = "for one more year: fatbuildrctl keyring renew --duration 1y";
        String duration = given.orElseThrow(
                () -> Failure.runtime("keyring renew needs a duration").hint(example));
        if (!VALIDITY.matcher(duration).matches()) {
            throw Failure.runtime("duration " + duration + " is not a number with an optional unit d, w, m or y")
                    .hint(example);
        }
        return duration;
    }
}
