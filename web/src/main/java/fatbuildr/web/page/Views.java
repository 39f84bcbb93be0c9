package fatbuildr.web.page;

import fatbuildr.api.Artifact;
import fatbuildr.api.ArtifactContent;
import fatbuildr.api.ArtifactFile;
import fatbuildr.api.ChangelogEntry;
import fatbuildr.api.KeyringInfo;
import fatbuildr.instance.InstanceDefinition;
import fatbuildr.instance.Pipelines;
import fatbuildr.jinja.value.Value;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What exists, as templates see it. */
public final class Views {
    private Views() {}

    public static Value instance(InstanceDefinition instance) {
        return Value.object(new Facts(
                instance.id(),
                Map.of(
                        "id",
                        instance.id(),
                        "name",
                        instance.name(),
                        "userid",
                        instance.owner().userid(),
                        "architectures",
                        instance.architectures())));
    }

    /** @param directory address of the page of the derivative they belong to, empty for that page itself */
    public static List<Value> artifacts(List<Artifact> artifacts, String directory) {
        return artifacts.stream().map(artifact -> artifact(artifact, directory)).toList();
    }

    public static Value artifact(Artifact artifact, String directory) {
        return Value.object(new ArtifactView(artifact, directory));
    }

    public static List<Map<String, ?>> files(List<ArtifactFile> files, Links links) {
        return files.stream()
                .<Map<String, ?>>map(file ->
                        Map.of("name", file.name(), "size", file.size(), "url", links.to("file", "path", file.path())))
                .toList();
    }

    public static List<Value> content(List<ArtifactContent> content) {
        return content.stream()
                .map(member -> Value.object(new ContentView(member)))
                .toList();
    }

    public static List<Map<String, ?>> changelog(List<ChangelogEntry> entries) {
        return entries.stream().<Map<String, ?>>map(Views::entry).toList();
    }

    private static Map<String, ?> entry(ChangelogEntry entry) {
        return Map.of(
                "version", entry.version(),
                "author", entry.author(),
                "date", entry.date(),
                "changes", entry.changes());
    }

    public static Map<String, ?> keyring(KeyringInfo keyring) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("userid", keyring.userid());
        facts.put("fingerprint", keyring.fingerprint());
        facts.put("algo", keyring.algo());
        facts.put("creation", keyring.creation().getEpochSecond());
        put(facts, "expires", keyring.expires());
        put(facts, "last_update", keyring.lastUpdate());
        Map<String, Object> subkey = new LinkedHashMap<>();
        subkey.put("fingerprint", keyring.subkey().fingerprint());
        subkey.put("algo", keyring.subkey().algo());
        subkey.put("creation", keyring.subkey().creation().getEpochSecond());
        put(subkey, "expires", keyring.subkey().expires());
        facts.put("subkey", subkey);
        return facts;
    }

    public static List<Map<String, ?>> distributions(Pipelines pipelines, String format) {
        return pipelines.distributions(format).stream()
                .<Map<String, ?>>map(distribution -> Map.of("name", distribution.name()))
                .toList();
    }

    private static void put(Map<String, Object> facts, String name, Optional<Instant> time) {
        time.ifPresent(instant -> facts.put(name, instant.getEpochSecond()));
    }
}
