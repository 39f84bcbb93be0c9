package fatbuildr.cli;

import java.io.ByteArrayOutputStream;

/**
 * What is typed, on its way to the task. A tilde at the beginning of a line is held back: followed by a dot it means to
 * leave the task alone, as people know it from ssh; followed by a tilde it is one.
 */
final class Keyboard {
    private boolean lineBegins = true;
    private boolean tilde;
    private boolean detached;

    /** The bytes to send of those typed. */
    byte[] typed(byte[] keys, int count) {
        ByteArrayOutputStream send = new ByteArrayOutputStream();
        for (int i = 0; i < count && !detached; i++) {
            key(keys[i], send);
        }
        return send.toByteArray();
    }

    private void key(byte key, ByteArrayOutputStream send) {
        if (tilde) {
            tilde = false;
            if (key == '.') {
                detached = true;
                return;
            }
            send.write('~');
            if (key == '~') {
                lineBegins = false;
                return;
            }
        } else if (lineBegins && key == '~') {
            tilde = true;
            return;
        }
        send.write(key);
        lineBegins = key == '\r' || key == '\n';
    }

    boolean detached() {
        return detached;
    }
}
