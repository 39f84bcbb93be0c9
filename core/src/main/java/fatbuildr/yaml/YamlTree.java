package fatbuildr.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Builds the tree from parser events; the library's own composer has no limit of depth. */
final class YamlTree {
    private static final int MAX_DEPTH = 40;
    private static final int MAX_ALIASES = 100;
    private static final String MERGE = "<<";
    private static final Set<String> TAGS =
            Set.of("!", "str", "int", "float", "bool", "null", "map", "seq", "timestamp");
    private static final String TAG_PREFIX = "tag:yaml.org,2002:";

    private final String file;
    private final Iterator<Event> events;
    private final Map<Anchor, YamlNode> anchors = new HashMap<>();
    private int aliases;

    YamlTree(String file, Iterator<Event> events) {
        this.file = file;
        this.events = events;
    }

    YamlNode document() {
        events.next();
        Event start = events.next();
        if (start.getEventId() == Event.ID.StreamEnd) {
            return new YamlNode.Scalar(new Place(file, 1, ""), "", true);
        }
        Event first = events.next();
        YamlNode root = node(first, new Place(file, line(first), ""), 0);
        events.next();
        Event next = events.next();
        if (next.getEventId() != Event.ID.StreamEnd) {
            throw new Place(file, line(next), "").error("a second document in the same file");
        }
        return root;
    }

    private YamlNode node(Event event, Place place, int depth) {
        if (depth > MAX_DEPTH) {
            throw place.error("values are nested too deeply");
        }
        if (event instanceof AliasEvent alias) {
            return aliased(alias, place);
        }
        YamlNode node = content(event, place, depth);
        ((NodeEvent) event).getAnchor().ifPresent(anchor -> anchors.put(anchor, node));
        return node;
    }

    private YamlNode aliased(AliasEvent alias, Place place) {
        if (++aliases > MAX_ALIASES) {
            throw place.error("more than " + MAX_ALIASES + " aliases");
        }
        YamlNode node = anchors.get(alias.getAlias());
        if (node == null) {
            throw place.error("alias of an anchor that is not known here: " + alias.getAlias());
        }
        return node;
    }

    private YamlNode content(Event event, Place place, int depth) {
        if (event instanceof ScalarEvent scalar) {
            checkTag(scalar.getTag(), place);
            return new YamlNode.Scalar(place, scalar.getValue(), scalar.isPlain());
        }
        checkTag(((CollectionStartEvent) event).getTag(), place);
        return event.getEventId() == Event.ID.SequenceStart ? sequence(place, depth) : mapping(place, depth);
    }

    private YamlNode sequence(Place place, int depth) {
        List<YamlNode> items = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            items.add(node(event, place.item(items.size(), line(event)), depth + 1));
        }
        return new YamlNode.Sequence(place, items);
    }

    private YamlNode mapping(Place place, int depth) {
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        Map<String, YamlNode> merged = new LinkedHashMap<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            if (!(node(event, place, depth + 1) instanceof YamlNode.Scalar key) || key.isNull()) {
                throw new Place(file, line(event), place.key()).error("a key must be a text");
            }
            Event value = events.next();
            Place at = place.child(key.text(), line(event));
            YamlNode node = node(value, at, depth + 1);
            if (key.plain() && key.text().equals(MERGE)) {
                merge(node, merged);
            } else if (entries.putIfAbsent(key.text(), node) != null) {
                throw at.error("the key is given twice");
            }
        }
        merged.forEach(entries::putIfAbsent);
        return new YamlNode.Mapping(place, entries);
    }

    private static void merge(YamlNode node, Map<String, YamlNode> into) {
        if (node instanceof YamlNode.Sequence sequence) {
            sequence.items().forEach(item -> item.mapping().entries().forEach(into::putIfAbsent));
        } else {
            node.mapping().entries().forEach(into::putIfAbsent);
        }
    }

    private static void checkTag(Optional<String> tag, Place place) {
        tag.filter(name -> !TAGS.contains(name.startsWith(TAG_PREFIX) ? name.substring(TAG_PREFIX.length()) : name))
                .ifPresent(name -> {
                    throw place.error("tag " + name + " is not allowed");
                });
    }

    private static int line(Event event) {
        return event.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }
}
