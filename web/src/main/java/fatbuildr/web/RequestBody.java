package fatbuildr.web;

import com.fasterxml.jackson.databind.JsonNode;
import fatbuildr.api.Json;
import fatbuildr.api.JsonFields;
import fatbuildr.error.FatbuildrException;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Reads small JSON bodies strictly: an unknown key is a mistake, not a wish to ignore. */
final class RequestBody {
    private static final int LIMIT = 64 * 1024;

    private RequestBody() {}

    /** The body's object; no body at all is the empty one. */
    static JsonFields json(Context ctx, String... keys) throws IOException {
        byte[] body;
        try (InputStream input = new SteadyInputStream(ctx.req().getInputStream())) {
            body = input.readNBytes(LIMIT + 1);
        }
        if (body.length > LIMIT) {
            throw FatbuildrException.invalid("the request's body exceeds " + LIMIT + " bytes");
        }
        if (new String(body, StandardCharsets.ISO_8859_1).isBlank()) {
            return JsonFields.of(Json.object(), "request");
        }
        JsonNode node = Json.parse(body);
        JsonFields fields = JsonFields.of(node, "request");
        List<String> known = Arrays.asList(keys);
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw FatbuildrException.invalid("unknown key " + name + " in the request");
            }
        });
        return fields;
    }
}
