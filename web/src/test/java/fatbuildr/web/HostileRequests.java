package fatbuildr.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fatbuildr.api.Json;
import fatbuildr.web.contract.Contract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes requests out of the contract: right ones, and wrong ones in every part. The same seed makes the same requests. */
final class HostileRequests {
    private static final List<String> NASTY = List.of(
            "..",
            ".",
            "%2e%2e",
            "..%2f..%2fetc%2fpasswd",
            "%2F",
            "%5c..%5c",
            "%00",
            "%ff%fe",
            "%c0%ae%c0%ae",
            "a%0d%0aX:%20y",
            "%",
            "%zz",
            "%F0%9F%92%A9",
            "\u00e9\u00ff",
            "'\"%3Cscript%3E",
            ";a=b",
            "",
            "-1",
            "null",
            "{instance}",
            "a".repeat(3000),
            "99999999999999999999");
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW", "get", "CONNECT");

    private final Random random;
    private final List<Contract.Operation> operations =
            List.copyOf(Contract.load().operations());
    private final Map<String, List<String>> valid;
    private final String token;

    /** @param valid what path parameters may well be */
    HostileRequests(long seed, Map<String, List<String>> valid, String token) {
        this.random = new Random(seed);
        this.valid = valid;
        this.token = token;
    }

    /**
     * A request.
     *
     * @param bytes one character a byte
     * @param whole whether it is all there: otherwise the sender stops, and no answer is an answer
     * @param plain whether method and path are those of the operation
     */
    record Request(Contract.Operation operation, String method, String bytes, boolean whole, boolean plain) {}

    Request next() {
        Contract.Operation operation = pick(operations);
        boolean nastyPath = chance(30);
        boolean otherMethod = chance(12);
        String method = otherMethod ? pick(METHODS) : operation.method();
        StringBuilder head = new StringBuilder(method + " " + path(operation, nastyPath) + query(operation));
        head.append(chance(2) ? pick(List.of(" HTTP/1.0", " HTTP/9.9", "", " HTP/1.1")) : " HTTP/1.1")
                .append("\r\n");
        if (!chance(1)) {
            head.append("Host: test\r\n");
        }
        headers(head);
        String body = chance(3) ? "stray body" : body(operation, head);
        boolean whole = true;
        if (body.isEmpty()) {
            head.append("Connection: close\r\n\r\n");
        } else {
            whole = frame(head, body);
        }
        if (chance(2)) {
            head.setLength(random.nextInt(head.length()) + 1);
            whole = false;
        }
        return new Request(operation, method, head.toString(), whole, !nastyPath && !otherMethod);
    }

    private String path(Contract.Operation operation, boolean nasty) {
        String path = operation.path();
        int hit = nasty ? random.nextInt(4) : -1;
        int number = 0;
        for (int open = path.indexOf('{'); open >= 0; open = path.indexOf('{', open + 1)) {
            int close = path.indexOf('}', open);
            String name = path.substring(open + 1, close);
            boolean watch = name.equals("task") && path.contains("/watch/");
            String value = number++ == hit || (watch && chance(90))
                    ? pick(NASTY)
                    : pick(valid.getOrDefault(name, List.of("x")));
            path = path.substring(0, open) + value + path.substring(close + 1);
            open += value.length() - 1;
        }
        return chance(3) ? path + pick(NASTY) : path;
    }

    private String query(Contract.Operation operation) {
        StringBuilder query = new StringBuilder();
        ContractAnswers.operation(operation).path("parameters").forEach(written -> {
            JsonNode parameter = ContractAnswers.resolved(written);
            if (parameter.path("in").asText().equals("query") && !chance(20)) {
                query.append(query.isEmpty() ? '?' : '&')
                        .append(parameter.path("name").asText())
                        .append('=')
                        .append(
                                chance(50)
                                        ? pick(NASTY)
                                        : pick(List.of("a", "deb", "trixie", "main", "1", "3.1-2.deb13")));
            }
        });
        return chance(3) ? query + "?&&=&%=x" : query.toString();
    }

    private void headers(StringBuilder head) {
        if (chance(20)) {
            head.append("Authorization: ")
                    .append(pick(List.of("Bearer " + token, "Bearer x.y.z", "Basic eDp5", "Bearer", "\u00ff")))
                    .append("\r\n");
        }
        if (chance(20)) {
            head.append(pick(List.of(
                            "Accept: text/html",
                            "Cookie: fatbuildr-token-lab=" + token,
                            "Cookie: fatbuildr-token-lab=x; =; ,;\"",
                            "X-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: gopher",
                            "X-Forwarded-Prefix: /../..",
                            "Range: bytes=5-1",
                            "Range: bytes=-",
                            "If-None-Match: W/\"",
                            "If-Modified-Since: yesterday",
                            "Origin: http://evil.example",
                            "Upgrade: websocket\r\nConnection: Upgrade",
                            "Expect: 100-continue",
                            "Expect: miracles",
                            "Accept-Encoding: gzip;q=x",
                            "No colon at all",
                            "X: " + "y".repeat(20_000),
                            "X: y\r\n".repeat(300).strip(),
                            "Content-Encoding: gzip")))
                    .append("\r\n");
        }
    }

    private String body(Contract.Operation operation, StringBuilder head) {
        JsonNode content = ContractAnswers.resolved(
                        ContractAnswers.operation(operation).path("requestBody"))
                .path("content");
        if (content.has("application/json")) {
            head.append("Content-Type: application/json\r\n");
            return broken(Json.text(value(content.path("application/json").path("schema"))));
        }
        if (content.has("application/x-www-form-urlencoded")) {
            head.append("Content-Type: application/x-www-form-urlencoded\r\n");
            return "instance=lab&token=" + (chance(30) ? token : pick(NASTY)) + "&next=" + pick(NASTY) + "&form_token="
                    + pick(NASTY);
        }
        if (content.has("multipart/form-data")) {
            head.append("Content-Type: multipart/form-data")
                    .append(pick(
                            List.of("; boundary=b0", "; boundary=b0", "; boundary=b0", "", "; boundary=\"", ";b=c")))
                    .append("\r\n");
            return broken(multipart(content.path("multipart/form-data").path("schema")));
        }
        return "";
    }

    /** A value as the schema wants it, or of another type. */
    private JsonNode value(JsonNode schema) {
        if (chance(8)) {
            return Json.parse(
                    pick(List.of("null", "1", "-0.5e300", "\"\"", "[]", "{\"a\":{}}", "true", "\"\\ud800\"")));
        }
        return switch (schema.path("type").asText()) {
            case "object" -> {
                ObjectNode object = Json.object();
                schema.path("properties").properties().forEach(property -> {
                    if (!chance(20)) {
                        object.set(property.getKey(), value(property.getValue()));
                    }
                });
                yield chance(5) ? object.put("unknown", 1) : object;
            }
            case "array" -> {
                ArrayNode array = Json.array();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(value(schema.path("items")));
                }
                yield array;
            }
            case "boolean" -> Json.object().booleanNode(random.nextBoolean());
            default -> Json.object().textNode(pick(List.of("1y", "xterm", "", "x".repeat(500), "\u0000", "\u00e9")));
        };
    }

    private String multipart(JsonNode schema) {
        List<String> names = new ArrayList<>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        names.add("source/acme");
        StringBuilder body = new StringBuilder();
        for (String name : names) {
            if (chance(4)) {
                continue;
            }
            boolean file = name.equals("tarball") || name.startsWith("source");
            body.append("--b0\r\nContent-Disposition: form-data; name=\"")
                    .append(chance(2) ? pick(NASTY) : name)
                    .append('"');
            if (file && !chance(3)) {
                body.append("; filename=\"")
                        .append(chance(10) ? pick(NASTY) : name.replace('/', '-') + "-1.0.tar.xz")
                        .append('"');
            }
            body.append("\r\n\r\n")
                    .append(name.equals("distribution") ? "trixie" : name.equals("interactive") ? "false" : pick(NASTY))
                    .append("\r\n");
        }
        return body.append("--b0--\r\n").toString();
    }

    private String broken(String body) {
        if (!chance(15) || body.isEmpty()) {
            return body;
        }
        int at = random.nextInt(body.length());
        return switch (random.nextInt(6)) {
            case 0 -> body.substring(0, at);
            case 1 -> body.substring(0, at) + "\u00ff\u00fe" + body.substring(at);
            case 2 -> body + body;
            case 3 -> "[".repeat(200) + body;
            case 4 -> body + " ".repeat(70_000);
            default -> body.substring(at);
        };
    }

    /** Puts the body behind the head; false when it does not come whole. */
    private boolean frame(StringBuilder request, String body) {
        request.append("Connection: close\r\n");
        int kind = random.nextInt(100);
        if (kind < 70) {
            request.append("Content-Length: ")
                    .append(body.length())
                    .append("\r\n\r\n")
                    .append(body);
            return true;
        }
        if (kind < 80) {
            request.append("Transfer-Encoding: chunked\r\n\r\n")
                    .append(Integer.toHexString(body.length()))
                    .append("\r\n")
                    .append(body)
                    .append("\r\n0\r\n\r\n");
            return true;
        }
        request.append(
                switch (kind % 5) {
                    case 0 -> "Content-Length: " + (body.length() + 50) + "\r\n\r\n" + body;
                    case 1 ->
                        "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(body.length() + 9) + "\r\n" + body;
                    case 2 -> "Transfer-Encoding: chunked\r\n\r\nzz\r\n" + body;
                    case 3 -> "Content-Length: -1\r\n\r\n" + body;
                    default -> "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + body;
                });
        return false;
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
