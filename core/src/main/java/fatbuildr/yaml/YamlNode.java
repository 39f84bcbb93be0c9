package fatbuildr.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A value of a YAML document. Scalars keep their text: {@code 2.10} stays {@code 2.10}. */
public sealed interface YamlNode {
    Place place();

    /** What this is, for messages. */
    String kind();

    default boolean isNull() {
        return false;
    }

    default String text() {
        throw place().error("a text is expected, not " + kind());
    }

    default Sequence sequence() {
        throw place().error("a list is expected, not " + kind());
    }

    default Mapping mapping() {
        throw place().error("a mapping is expected, not " + kind());
    }

    /** @param plain written without quotes */
    record Scalar(Place place, String text, boolean plain) implements YamlNode {
        private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

        @Override
        public boolean isNull() {
            return plain && NULLS.contains(text);
        }

        @Override
        public String kind() {
            return isNull() ? "nothing" : "a text";
        }

        @Override
        public String text() {
            if (isNull()) {
                throw place.error("a value is missing");
            }
            return text;
        }
    }

    record Sequence(Place place, List<YamlNode> items) implements YamlNode {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }

        @Override
        public Sequence sequence() {
            return this;
        }

        public List<String> texts() {
            return items.stream().map(YamlNode::text).toList();
        }
    }

    /** In file order. */
    record Mapping(Place place, Map<String, YamlNode> entries) implements YamlNode {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public String kind() {
            return "a mapping";
        }

        @Override
        public Mapping mapping() {
            return this;
        }

        /** Empty when the key is absent or has no value. */
        public Optional<YamlNode> value(String key) {
            return Optional.ofNullable(entries.get(key)).filter(node -> !node.isNull());
        }

        public YamlNode required(String key) {
            return value(key).orElseThrow(() -> place.error("key " + key + " is missing"));
        }

        public String text(String key) {
            return required(key).text();
        }

        public Optional<String> optionalText(String key) {
            return value(key).map(YamlNode::text);
        }

        /** Messages about keys that are not in the set. */
        public List<String> unknownKeys(Set<String> known) {
            return entries.entrySet().stream()
                    .filter(entry -> !known.contains(entry.getKey()))
                    .map(entry -> entry.getValue().place().message("unknown key, ignored"))
                    .toList();
        }
    }
}
