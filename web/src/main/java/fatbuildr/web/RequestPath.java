package fatbuildr.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The path of a request, decoded segment by segment and only once, so that no decoding can make new segments. */
record RequestPath(List<String> segments, boolean endsWithSlash) {
    RequestPath {
        segments = List.copyOf(segments);
    }

    /** Empty for a path that nothing of ours can have. */
    static Optional<RequestPath> parse(String raw) {
        List<String> segments = new ArrayList<>();
        String trimmed = raw.startsWith("/") ? raw.substring(1) : raw;
        boolean endsWithSlash = raw.endsWith("/");
        if (trimmed.endsWith("/")) {
            trimmed = trimmed.substring(0, trimmed.length() - 1);
        }
        if (trimmed.isEmpty()) {
            return Optional.of(new RequestPath(segments, endsWithSlash));
        }
        for (String part : trimmed.split("/", -1)) {
            Optional<String> segment = decode(part).filter(RequestPath::isUsable);
            if (segment.isEmpty()) {
                return Optional.empty();
            }
            segments.add(segment.get());
        }
        return Optional.of(new RequestPath(segments, endsWithSlash));
    }

    RequestPath after(int count) {
        return new RequestPath(segments.subList(count, segments.size()), endsWithSlash);
    }

    private static boolean isUsable(String segment) {
        return !segment.isEmpty()
                && !segment.equals(".")
                && !segment.equals("..")
                && segment.indexOf('/') < 0
                && segment.chars().noneMatch(Character::isISOControl);
    }

    private static Optional<String> decode(String part) {
        if (part.indexOf('%') < 0) {
            return Optional.of(part);
        }
        ByteBuffer bytes = ByteBuffer.allocate(part.length());
        for (int i = 0; i < part.length(); i++) {
            char character = part.charAt(i);
            if (character > 0x7e) {
                return Optional.empty();
            }
            if (character != '%') {
                bytes.put((byte) character);
                continue;
            }
            int high = i + 1 < part.length() ? Character.digit(part.charAt(i + 1), 16) : -1;
            int low = i + 2 < part.length() ? Character.digit(part.charAt(i + 2), 16) : -1;
            if (high < 0 || low < 0) {
                return Optional.empty();
            }
            bytes.put((byte) (high * 16 + low));
            i += 2;
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(bytes.flip())
                    .toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }
}
