package fatbuildr.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fatbuildr.api.Json;
import fatbuildr.api.JsonFields;
import fatbuildr.error.FatbuildrException;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Reads small JSON bodies strictly: an unknown key is a mistake, not a wish to ignore. */
final class RequestBody {
    private static final int LIMIT = 64 * 1024;

    private RequestBody() {}

    /** Whether the body is that of a form of a page. */
    static boolean isForm(Context ctx) {
        String type = ctx.contentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
    }

    /** Whether the body is that of a form with files, which is read bit by bit and by its route only. */
    static boolean isUpload(Context ctx) {
        String type = ctx.contentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
    }

    /** The fields of a form, text, true or false; the form's token is no field of the request. */
    private static JsonFields form(Context ctx, List<String> known) {
        ObjectNode fields = Json.object();
        ctx.formParamMap().forEach((name, values) -> {
            if (name.startsWith("{")) {
                throw FatbuildrException.invalid(
                        "the request's body is JSON, but its header calls it a form: send it with"
                                + " Content-Type: application/json");
            }
            if (!name.equals(FormToken.FIELD)) {
                String value = values.getFirst();
                if (value.equals("true") || value.equals("false")) {
                    fields.put(name, Boolean.parseBoolean(value));
                } else {
                    fields.put(name, value);
                }
            }
        });
        return known(fields, known);
    }

    /** The body's object; no body at all is the empty one. */
    static JsonFields json(Context ctx, String... keys) throws IOException {
        if (isForm(ctx)) {
            return form(ctx, Arrays.asList(keys));
        }
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
        return known(Json.parse(body), Arrays.asList(keys));
    }

    private static JsonFields known(JsonNode node, List<String> known) {
        JsonFields fields = JsonFields.of(node, "request");
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw FatbuildrException.invalid("unknown key " + name + " in the request");
            }
        });
        return fields;
    }
}
