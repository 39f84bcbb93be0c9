package fatbuildr.cli.client;

import fatbuildr.api.ApiJson;
import fatbuildr.api.Instance;
import fatbuildr.api.Json;
import fatbuildr.api.JsonFields;
import fatbuildr.error.FatbuildrException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** An answer with an error status, in words: the server's own when it is one of ours. */
final class ErrorAnswer {
    private ErrorAnswer() {}

    /** @param get reads another address of the same server, for the hints that need it */
    static Failure of(ServerUri server, int status, HttpTransport.Answer answer, UnaryOperator<String> get) {
        Optional<String> text = errorText(answer.body());
        if (text.isEmpty()) {
            return foreign(server, status, answer);
        }
        Failure failure = Failure.answered(status, text.get());
        if (status == 404 && text.get().startsWith("instance ")) {
            return instances(server, get)
                    .map(names -> failure.hint("instances of this server: " + names))
                    .orElse(failure);
        }
        if (status == 403 && text.get().startsWith("token ")) {
            return failure.hint("save a new token with: fatbuildrctl tokens save --uri " + server.given());
        }
        if (status == 403 && text.get().startsWith("anonymous ")) {
            return failure.hint(
                    "no token is saved for " + server.given() + ": fatbuildrctl tokens save --uri " + server.given());
        }
        return failure;
    }

    private static Failure foreign(ServerUri server, int status, HttpTransport.Answer answer) {
        if (status == 404) {
            return Failure.answered(status, "nothing found at " + answer.uri())
                    .hint("the address must end with an instance, such as http://HOST:5000/INSTANCE; it comes from "
                            + server.origin());
        }
        if (status == 502 || status == 503 || status == 504) {
            return Failure.answered(status, "the server behind " + server.base() + " does not answer")
                    .hint("try again later, or ask the administrator whether fatbuildrd runs");
        }
        return Failure.answered(status, "request to " + answer.uri() + " failed");
    }

    private static Optional<String> errorText(String body) {
        try {
            return JsonFields.of(Json.parse(body), "error").optionalText("error");
        } catch (FatbuildrException notJson) {
            return Optional.empty();
        }
    }

    private static Optional<String> instances(ServerUri server, UnaryOperator<String> get) {
        int slash = server.base().lastIndexOf('/');
        try {
            String body = get.apply(server.base().substring(0, slash) + "/instances.json");
            List<String> names = ApiJson.list(Json.parse(body), ApiJson::instance).stream()
                    .map(Instance::id)
                    .toList();
            return names.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", names));
        } catch (Failure | FatbuildrException unknown) {
            return Optional.empty();
        }
    }
}
