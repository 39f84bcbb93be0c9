package fatbuildr.daemon.bus;

import fatbuildr.dbus.BusError;
import java.util.regex.Pattern;

/** Names of users that a caller gives for somebody else. */
final class Submitter {
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]{1,256}");

    private Submitter() {}

    static String named(String user) {
        if (!NAME.matcher(user).matches() || user.isBlank()) {
            throw new BusError(BusError.INVALID_ARGS, "the name of the user is empty, too long or not printable");
        }
        return user;
    }
}
