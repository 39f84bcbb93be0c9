package fatbuildr.daemon.bus;

import fatbuildr.dbus.BusError;
import fatbuildr.dbus.RecordCodec;
import fatbuildr.dbus.Value;
import java.util.List;
import java.util.Map;

/** Arguments of a call whose signature was checked. */
record Arguments(List<Object> values) {
    String text(int index) {
        return (String) values.get(index);
    }

    int integer(int index) {
        return (Integer) values.get(index);
    }

    boolean flag(int index) {
        return (Boolean) values.get(index);
    }

    List<String> texts(int index) {
        return ((List<?>) values.get(index)).stream().map(String.class::cast).toList();
    }

    Fields record(int index, String what) {
        return new Fields(what, (Map<?, ?>) values.get(index));
    }

    List<Fields> records(int index, String what) {
        return ((List<?>) values.get(index))
                .stream().map(item -> new Fields(what, (Map<?, ?>) item)).toList();
    }

    Arguments from(int index) {
        return new Arguments(values.subList(index, values.size()));
    }

    /** A dictionary: its keys and their types come from the caller. */
    record Fields(String what, Map<?, ?> entries) {
        String text(String key) {
            return (String) content(key, "s");
        }

        /** Negative for an unknown one. */
        int integer(String key) {
            return (Integer) content(key, "i");
        }

        private Object content(String key, String signature) {
            if (!(entries.get(key) instanceof Value(String type, Object content))) {
                throw new BusError(BusError.INVALID_ARGS, what + ": key " + key + " is missing");
            }
            if (!type.equals(signature)) {
                throw new BusError(
                        BusError.INVALID_ARGS,
                        what + ": key " + key + " must have the type " + signature + ", not " + type);
            }
            if (content.equals(RecordCodec.ABSENT)) {
                throw new BusError(BusError.INVALID_ARGS, what + ": key " + key + " has no value");
            }
            return content;
        }
    }
}
