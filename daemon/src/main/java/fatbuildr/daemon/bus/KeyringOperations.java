package fatbuildr.daemon.bus;

import fatbuildr.api.KeyringInfo;
import fatbuildr.dbus.BusError;
import fatbuildr.dbus.Value;
import fatbuildr.engine.InstanceService;
import fatbuildr.task.TaskSpec;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The keyring. Times are texts here, in the zone of the machine (dbus-api.md section 5). */
final class KeyringOperations {
    private static final String NEVER = "never";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private final InstanceService instance;
    private final ZoneId zone;
    private final Map<String, Operation> members = new LinkedHashMap<>();

    KeyringOperations(InstanceService instance, ZoneId zone) {
        this.instance = instance;
        this.zone = zone;
        members.put("Keyring", Operation.query(Action.VIEW_KEYRING, BusError.NO_KEYRING, _ -> keyring()));
        members.put("KeyringExport", Operation.query(Action.VIEW_KEYRING, BusError.NO_KEYRING, _ -> export()));
        members.put(
                "KeyringCreate",
                Operation.command(
                        Action.EDIT_KEYRING,
                        BusError.FAILED,
                        (caller, _) -> submit(new TaskSpec.KeyringCreation(), caller)));
        members.put(
                "KeyringRenew",
                Operation.command(
                        Action.EDIT_KEYRING,
                        BusError.INVALID_ARGS,
                        (caller, arguments) -> submit(new TaskSpec.KeyringRenewal(arguments.text(0)), caller)));
    }

    Map<String, Operation> members() {
        return members;
    }

    private String submit(TaskSpec spec, Caller caller) {
        return instance.submit(spec, caller.user()).toString();
    }

    private String export() {
        return instance.exportKeyring().orElseThrow(KeyringOperations::none);
    }

    private Map<String, Value> keyring() {
        KeyringInfo keyring = instance.keyring().orElseThrow(KeyringOperations::none);
        KeyringInfo.Subkey subkey = keyring.subkey();
        Map<String, Value> record = new LinkedHashMap<>();
        record.put("userid", Value.text(keyring.userid()));
        record.put("id", Value.text(keyring.id()));
        record.put("fingerprint", Value.text(keyring.fingerprint()));
        record.put("algo", Value.text(keyring.algo()));
        record.put("expires", time(keyring.expires()));
        record.put("creation", time(Optional.of(keyring.creation())));
        record.put("last_update", time(keyring.lastUpdate()));
        record.put(
                "subkey",
                Value.record(Map.of(
                        "fingerprint", Value.text(subkey.fingerprint()),
                        "algo", Value.text(subkey.algo()),
                        "expires", time(subkey.expires()),
                        "creation", time(Optional.of(subkey.creation())))));
        return record;
    }

    private Value time(Optional<Instant> time) {
        return Value.text(time.map(instant -> TIME.format(instant.atZone(zone))).orElse(NEVER));
    }

    private static BusError none() {
        return new BusError(BusError.NO_KEYRING, "");
    }
}
