package fatbuildr.archive;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The name of an archive member as path components below the root of the archive; empty for the root itself. */
record MemberName(List<String> components) {
    private static final int LONGEST_COMPONENT = 255;
    private static final int LONGEST_NAME = 3_000;
    /** Walking a tree holds a directory open for each level. */
    private static final int DEEPEST = 200;

    private static final int SHOWN = 200;

    MemberName {
        components = List.copyOf(components);
    }

    /** {@code .} and empty components mean nothing and are left out; whatever could lead out is refused. */
    static MemberName parse(String name) throws BadArchiveException {
        check(name, name);
        if (name.startsWith("/")) {
            throw BadArchiveException.member(name, "has an absolute path");
        }
        List<String> components = new ArrayList<>();
        for (String component : name.split("/", -1)) {
            if (component.equals("..")) {
                throw BadArchiveException.member(name, "has a '..' component");
            }
            if (component.getBytes(StandardCharsets.UTF_8).length > LONGEST_COMPONENT) {
                throw BadArchiveException.member(name, "has a component of more than 255 bytes");
            }
            if (!component.isEmpty() && !component.equals(".")) {
                components.add(component);
            }
        }
        if (components.size() > DEEPEST) {
            throw BadArchiveException.member(name, "is more than 200 directories deep");
        }
        return new MemberName(components);
    }

    /** Refuses text that no file name or link target of a source tree has. */
    static void check(String member, String text) throws BadArchiveException {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw BadArchiveException.member(member, "has a control character in its name or link");
        }
        // The decoders put U+FFFD where the bytes are not UTF-8; two such names could not be told apart.
        if (text.indexOf('\ufffd') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw BadArchiveException.member(member, "has a name or link that is not UTF-8");
        }
        if (text.length() > LONGEST_NAME) {
            throw BadArchiveException.member(member, "has a name or link of more than 3000 characters");
        }
    }

    boolean isRoot() {
        return components.isEmpty();
    }

    /** A name fit for one line of a message. */
    static String printable(String name) {
        String shown = name.length() > SHOWN ? name.substring(0, SHOWN) + "..." : name;
        StringBuilder text = new StringBuilder();
        shown.chars().forEach(c -> {
            if (Character.isISOControl(c)) {
                text.append("\\x").append(String.format("%02x", c));
            } else {
                text.append((char) c);
            }
        });
        return text.toString();
    }
}
