package fatbuildr.web.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fatbuildr.api.Json;
import fatbuildr.yaml.YamlParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The hand-written description of the HTTP interface, {@code openapi.yaml}. */
public final class Contract {
    /** What the paths of instances begin with on a server with several. */
    public static final String INSTANCE = "/{instance}";

    private static final String FILE = "/fatbuildr/web/openapi.yaml";
    private static final String OF_SEVERAL = "/instances.json";
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private final ObjectNode document;

    private Contract(ObjectNode document) {
        this.document = document;
    }

    /** @param path as on a server with several instances */
    public record Operation(String method, String path) implements Comparable<Operation> {
        @Override
        public int compareTo(Operation other) {
            int byPath = path.compareTo(other.path);
            return byPath == 0 ? method.compareTo(other.method) : byPath;
        }
    }

    public static Contract load() {
        try (InputStream file = Contract.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is missing");
            }
            return new Contract((ObjectNode) YamlJson.of(YamlParser.parse("openapi.yaml", file.readAllBytes())));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The whole of it. */
    public ObjectNode document() {
        return document.deepCopy();
    }

    public Set<Operation> operations() {
        Set<Operation> operations = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(key -> {
                    if (METHODS.contains(key)) {
                        operations.add(new Operation(key.toUpperCase(Locale.ROOT), path.getKey()));
                    }
                }));
        return operations;
    }

    /**
     * The part that a server serves.
     *
     * @param alone whether its paths lack the instance, being the only one or that of the request's host
     */
    public ObjectNode of(Set<Operation> served, boolean alone, String version) {
        ObjectNode part = document();
        part.withObject("info").put("version", version);
        ObjectNode paths = Json.object();
        document.path("paths").properties().forEach(path -> {
            ObjectNode item = item(path.getValue(), path.getKey(), served);
            boolean hidden = alone && path.getKey().equals(OF_SEVERAL);
            if (!hidden && METHODS.stream().anyMatch(item::has)) {
                paths.set(alone ? withoutInstance(path.getKey(), item) : path.getKey(), item);
            }
        });
        part.set("paths", paths);
        return part;
    }

    private static ObjectNode item(JsonNode whole, String path, Set<Operation> served) {
        ObjectNode item = whole.deepCopy();
        METHODS.stream()
                .filter(method -> !served.contains(new Operation(method.toUpperCase(Locale.ROOT), path)))
                .forEach(item::remove);
        return item;
    }

    private static String withoutInstance(String path, ObjectNode item) {
        if (!path.startsWith(INSTANCE + "/")) {
            return path;
        }
        ArrayNode parameters = Json.array();
        item.path("parameters").forEach(parameter -> {
            if (!parameter.path("$ref").asText().endsWith(INSTANCE.replaceAll("[{}]", ""))) {
                parameters.add(parameter);
            }
        });
        item.set("parameters", parameters);
        return path.substring(INSTANCE.length());
    }
}
