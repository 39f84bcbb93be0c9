package fatbuildr.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The wire form of the exported objects besides tasks (http-api.md section 8). */
public final class ApiJson {
    private ApiJson() {}

    /** An array of the items in that form. */
    public static <T> ArrayNode array(List<T> items, Function<T, JsonNode> form) {
        ArrayNode array = Json.array();
        items.forEach(item -> array.add(form.apply(item)));
        return array;
    }

    /** The items of an array. */
    public static <T> List<T> list(JsonNode array, Function<JsonNode, T> reader) {
        List<T> items = new ArrayList<>();
        array.forEach(item -> items.add(reader.apply(item)));
        return items;
    }

    public static ObjectNode instance(Instance instance) {
        return Json.object()
                .put("id", instance.id())
                .put("name", instance.name())
                .put("userid", instance.userid());
    }

    public static Instance instance(JsonNode node) {
        JsonFields fields = JsonFields.of(node, "instance");
        return new Instance(fields.text("id"), fields.text("name"), fields.text("userid"));
    }

    public static ObjectNode pipelineItem(PipelineItem item) {
        ObjectNode node = Json.object()
                .put("distribution", item.distribution())
                .put("environment", item.environment().orElse(null));
        node.set("derivatives", Json.array(item.derivatives()));
        return node;
    }

    public static PipelineItem pipelineItem(JsonNode node) {
        JsonFields fields = JsonFields.of(node, "pipeline item");
        return new PipelineItem(
                fields.text("distribution"), fields.optionalText("environment"), fields.texts("derivatives"));
    }

    public static ObjectNode artifact(Artifact artifact) {
        return Json.object()
                .put("name", artifact.name())
                .put("architecture", artifact.architecture())
                .put("version", artifact.version())
                .put("size", artifact.size());
    }

    /** The size may be null in tasks of older servers. */
    public static Artifact artifact(JsonNode node) {
        JsonFields fields = JsonFields.of(node, "artifact");
        return new Artifact(
                fields.text("name"),
                fields.text("architecture"),
                fields.text("version"),
                fields.optionalInteger("size").orElse(0L));
    }

    public static ObjectNode changelogEntry(ChangelogEntry entry) {
        ObjectNode node = Json.object()
                .put("version", entry.version())
                .put("author", entry.author())
                .put("date", entry.date());
        node.set("changes", Json.array(entry.changes()));
        return node;
    }

    public static ChangelogEntry changelogEntry(JsonNode node) {
        JsonFields fields = JsonFields.of(node, "changelog entry");
        return new ChangelogEntry(
                fields.text("version"), fields.text("author"), fields.integer("date"), fields.texts("changes"));
    }

    public static ObjectNode content(ArtifactContent content) {
        return Json.object()
                .put("path", content.path())
                .put("type", content.type())
                .put("size", content.size());
    }

    public static ArtifactContent content(JsonNode node) {
        JsonFields fields = JsonFields.of(node, "artifact content");
        return new ArtifactContent(fields.text("path"), fields.text("type"), fields.integer("size"));
    }

    public static ObjectNode file(ArtifactFile file) {
        return Json.object().put("path", file.path()).put("size", file.size());
    }

    public static ArtifactFile file(JsonNode node) {
        JsonFields fields = JsonFields.of(node, "artifact file");
        return new ArtifactFile(fields.text("path"), fields.integer("size"));
    }

    public static ObjectNode description(ArtifactDescription description) {
        ObjectNode node = Json.object().put("artifact", description.artifact());
        node.set("changelog", array(description.changelog(), ApiJson::changelogEntry));
        switch (description) {
            case ArtifactDescription.OfSource source ->
                node.set("binaries", array(source.binaries(), ApiJson::artifact));
            case ArtifactDescription.OfBinary binary -> {
                Artifact source = binary.source();
                if (source == null) {
                    node.putNull("source");
                } else {
                    node.set("source", artifact(source));
                }
                node.set("content", array(binary.content(), ApiJson::content));
            }
        }
        return node;
    }

    public static ArtifactDescription description(JsonNode node) {
        JsonFields fields = JsonFields.of(node, "artifact description");
        List<ChangelogEntry> changelog =
                fields.items("changelog").stream().map(ApiJson::changelogEntry).toList();
        if (fields.value("binaries").isPresent()) {
            return new ArtifactDescription.OfSource(
                    fields.text("artifact"),
                    fields.items("binaries").stream().map(ApiJson::artifact).toList(),
                    changelog);
        }
        return new ArtifactDescription.OfBinary(
                fields.text("artifact"),
                fields.value("source").map(ApiJson::artifact).orElse(null),
                changelog,
                fields.items("content").stream().map(ApiJson::content).toList());
    }

    public static ObjectNode image(ImageStatus image) {
        ObjectNode node = Json.object().put("format", image.format()).put("exists", image.exists());
        node.set(
                "environments",
                array(
                        image.environments(),
                        environment -> Json.object()
                                .put("name", environment.name())
                                .put("architecture", environment.architecture())
                                .put("exists", environment.exists())));
        return node;
    }

    public static ImageStatus image(JsonNode node) {
        JsonFields fields = JsonFields.of(node, "image");
        return new ImageStatus(
                fields.text("format"),
                fields.flag("exists"),
                fields.items("environments").stream()
                        .map(item -> JsonFields.of(item, "environment"))
                        .map(item -> new ImageStatus.Environment(
                                item.text("name"), item.text("architecture"), item.flag("exists")))
                        .toList());
    }

    /** Times are seconds since the epoch, null for never. */
    public static ObjectNode keyring(KeyringInfo keyring) {
        ObjectNode node = Json.object()
                .put("userid", keyring.userid())
                .put("id", keyring.id())
                .put("fingerprint", keyring.fingerprint())
                .put("algo", keyring.algo())
                .put("expires", seconds(keyring.expires()))
                .put("creation", keyring.creation().getEpochSecond())
                .put("last_update", seconds(keyring.lastUpdate()));
        KeyringInfo.Subkey subkey = keyring.subkey();
        node.putObject("subkey")
                .put("fingerprint", subkey.fingerprint())
                .put("algo", subkey.algo())
                .put("expires", seconds(subkey.expires()))
                .put("creation", subkey.creation().getEpochSecond());
        return node;
    }

    public static KeyringInfo keyring(JsonNode node) {
        JsonFields fields = JsonFields.of(node, "keyring");
        JsonFields subkey = JsonFields.of(fields.value("subkey").orElseGet(Json::object), "subkey");
        return new KeyringInfo(
                fields.text("userid"),
                fields.text("id"),
                fields.text("fingerprint"),
                fields.text("algo"),
                instant(fields, "expires"),
                Instant.ofEpochSecond(fields.integer("creation")),
                instant(fields, "last_update"),
                new KeyringInfo.Subkey(
                        subkey.text("fingerprint"),
                        subkey.text("algo"),
                        instant(subkey, "expires"),
                        Instant.ofEpochSecond(subkey.integer("creation"))));
    }

    /** Format to distribution to derivative to artifacts, as the search answers. */
    public static ObjectNode search(Map<String, Map<String, Map<String, List<Artifact>>>> found) {
        return nested(
                found,
                byDistribution -> nested(
                        byDistribution,
                        byDerivative -> nested(byDerivative, artifacts -> array(artifacts, ApiJson::artifact))));
    }

    public static Map<String, Map<String, Map<String, List<Artifact>>>> search(JsonNode node) {
        return unnested(
                node,
                byDistribution -> unnested(
                        byDistribution,
                        byDerivative -> unnested(byDerivative, artifacts -> list(artifacts, ApiJson::artifact))));
    }

    private static <T> ObjectNode nested(Map<String, T> map, Function<T, JsonNode> form) {
        ObjectNode node = Json.object();
        map.forEach((key, value) -> node.set(key, form.apply(value)));
        return node;
    }

    private static <T> Map<String, T> unnested(JsonNode node, Function<JsonNode, T> reader) {
        Map<String, T> map = new LinkedHashMap<>();
        node.properties().forEach(entry -> map.put(entry.getKey(), reader.apply(entry.getValue())));
        return map;
    }

    private static @Nullable Long seconds(Optional<Instant> time) {
        return time.map(Instant::getEpochSecond).orElse(null);
    }

    private static Optional<Instant> instant(JsonFields fields, String key) {
        return fields.optionalInteger(key).map(Instant::ofEpochSecond);
    }
}
