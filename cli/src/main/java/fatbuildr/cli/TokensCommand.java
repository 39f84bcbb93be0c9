package fatbuildr.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fatbuildr.api.Json;
import fatbuildr.cli.client.Failure;
import fatbuildr.cli.options.Arguments;
import fatbuildr.cli.options.CommandSpec;
import fatbuildr.cli.options.OptionSpec;
import fatbuildr.cli.options.Positional;
import fatbuildr.error.FatbuildrException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** {@code tokens} (cli.md section 6.9). */
final class TokensCommand {
    private static final Positional OPERATION = Positional.choice(
            "OPERATION",
            "default: list. generate prints a new token for yourself; save reads one from standard input.",
            "list",
            "generate",
            "save");
    private static final OptionSpec URI =
            OptionSpec.value("URI", "save: the server the token is for; default: the one in use.", "--uri");
    private static final OptionSpec JSON = OptionSpec.flag("list: print the tokens as a JSON array.", "--json");

    private TokensCommand() {}

    static CommandSpec<Command> spec() {
        return CommandSpec.<Command>named("fatbuildrctl tokens", "List, generate or save the tokens for servers.")
                .options(URI, JSON)
                .positional(OPERATION)
                .runs(TokensCommand::run);
    }

    private static int run(Arguments arguments, Session session) {
        return switch (arguments.word().orElse("list")) {
            case "save" ->
                save(session, arguments.value(URI).orElseGet(() -> session.uri().uri()));
            case "generate" -> generate(session);
            default -> list(session, arguments.has(JSON));
        };
    }

    private static int save(Session session, String server) {
        if (session.surroundings().terminal().in()) {
            session.screen().info("Token for " + server + ", then Enter:");
        }
        Path file = session.tokens()
                .save(server, InputLine.read(session.surroundings().in()).strip());
        session.screen().info("Token for " + server + " saved in " + file);
        return ExitCode.OK;
    }

    private static int generate(Session session) {
        session.screen().result(session.client().generateToken());
        return ExitCode.OK;
    }

    private static int list(Session session, boolean json) {
        Screen screen = session.screen();
        List<TokenStore.Stored> tokens = session.tokens().list();
        if (tokens.isEmpty() && !json) {
            screen.info("No token is saved in " + session.tokens().directory());
        }
        ArrayNode array = Json.array();
        for (TokenStore.Stored stored : tokens) {
            Optional<JsonNode> payload = payload(stored, screen);
            if (payload.isEmpty()) {
                continue;
            }
            if (json) {
                array.add(described(stored, payload.get()));
            } else {
                print(stored, payload.get(), session);
            }
        }
        if (json) {
            screen.out().print(Json.indented(array));
        }
        return ExitCode.OK;
    }

    /** The claims, unverified: only the server has the key. */
    private static Optional<JsonNode> payload(TokenStore.Stored stored, Screen screen) {
        try {
            String token = TokenStore.read(stored.file()).orElse("");
            return Optional.of(Json.parse(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1])))
                    .filter(JsonNode::isObject);
        } catch (Failure damaged) {
            screen.warning(damaged.text());
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException | FatbuildrException damaged) {
            screen.warning(stored.file() + " does not hold a readable token");
        }
        return Optional.empty();
    }

    private static ObjectNode described(TokenStore.Stored stored, JsonNode claims) {
        ObjectNode node = Json.object()
                .put("path", stored.file().toString())
                .put("uri", stored.uri())
                .put("user", claims.path("sub").asText());
        node.set("issued_at", claims.get("iat"));
        node.set("expiration", claims.get("exp"));
        node.set("audience", claims.get("aud"));
        return node;
    }

    private static void print(TokenStore.Stored stored, JsonNode claims, Session session) {
        ZoneId zone = session.surroundings().zone();
        Screen screen = session.screen();
        screen.result("token:");
        screen.result("  path: " + stored.file());
        screen.result("  uri: " + stored.uri());
        screen.result("  user: " + claims.path("sub").asText());
        screen.result("  issued at: " + time(claims.path("iat"), zone));
        screen.result("  expiration: " + time(claims.path("exp"), zone));
        screen.result("  audience: " + claims.path("aud").asText());
    }

    private static String time(JsonNode seconds, ZoneId zone) {
        if (seconds.isMissingNode() || seconds.isNull()) {
            return "never";
        }
        if (!seconds.canConvertToLong()) {
            return seconds.asText();
        }
        try {
            Instant time = Instant.ofEpochSecond(seconds.asLong());
            return TaskListing.time(time, zone).replace(' ', 'T');
        } catch (DateTimeException beyondCalendars) {
            return seconds.asText();
        }
    }
}
