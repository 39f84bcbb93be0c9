package fatbuildr.cli.bus;

import com.fasterxml.jackson.databind.JsonNode;
import fatbuildr.api.KeyringInfo;
import fatbuildr.dbus.RecordCodec;
import fatbuildr.dbus.Value;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Answers of the daemon as our objects. */
final class Received {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private Received() {}

    static List<String> texts(Object answer) {
        return ((List<?>) answer).stream().map(String::valueOf).toList();
    }

    static <T> List<T> records(Object answer, Function<JsonNode, T> reader) {
        List<T> records = new ArrayList<>();
        ((List<?>) answer).forEach(item -> records.add(record(item, reader)));
        return records;
    }

    static <T> T record(Object answer, Function<JsonNode, T> reader) {
        return reader.apply(RecordCodec.json((Map<?, ?>) answer));
    }

    static KeyringInfo keyring(Map<?, ?> record, ZoneId zone) {
        Map<?, ?> subkey = record.get("subkey") instanceof Value(String _, Map<?, ?> content) ? content : Map.of();
        return new KeyringInfo(
                text(record, "userid"),
                text(record, "id"),
                text(record, "fingerprint"),
                text(record, "algo"),
                time(record, "expires", zone),
                time(record, "creation", zone).orElse(Instant.EPOCH),
                time(record, "last_update", zone),
                new KeyringInfo.Subkey(
                        text(subkey, "fingerprint"),
                        text(subkey, "algo"),
                        time(subkey, "expires", zone),
                        time(subkey, "creation", zone).orElse(Instant.EPOCH)));
    }

    private static String text(Map<?, ?> record, String key) {
        return record.get(key) instanceof Value(String _, String content) ? content : "";
    }

    /** Times are local texts of this machine; anything else, such as {@code never}, is no time. */
    private static Optional<Instant> time(Map<?, ?> record, String key, ZoneId zone) {
        try {
            return Optional.of(
                    LocalDateTime.parse(text(record, key), TIME).atZone(zone).toInstant());
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }
}
