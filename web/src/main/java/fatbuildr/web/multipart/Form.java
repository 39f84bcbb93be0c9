package fatbuildr.web.multipart;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A form that was read, in the order of its parts. Of a repeated field the first one counts.
 *
 * @param files field name to the place its file was written to
 */
public record Form(Map<String, String> fields, Map<String, Path> files) {
    public Form {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }

    /** Says where a file part goes, which must not exist yet; empty drops the part. */
    @FunctionalInterface
    public interface Placement {
        Optional<Path> place(String field, String fileName);
    }

    /** Reads a whole body; files are on disk for good when this returns. */
    public static Form read(InputStream body, String contentType, Limits limits, Placement placement)
            throws IOException {
        MultipartReader reader = new MultipartReader(body, MultipartReader.boundary(contentType), limits);
        Map<String, String> fields = new LinkedHashMap<>();
        Map<String, Path> files = new LinkedHashMap<>();
        for (boolean part = reader.first(); part; part = reader.more()) {
            PartHeaders headers = reader.headers();
            if (headers.fileName().isEmpty()) {
                fields.putIfAbsent(headers.name(), field(reader, headers.name(), limits));
                continue;
            }
            Optional<Path> place = files.containsKey(headers.name())
                    ? Optional.empty()
                    : placement.place(headers.name(), headers.fileName().get());
            if (place.isPresent()) {
                write(reader, place.get());
                files.put(headers.name(), place.get());
            } else {
                reader.copy(OutputStream.nullOutputStream());
            }
        }
        return new Form(fields, files);
    }

    private static String field(MultipartReader reader, String name, Limits limits) throws IOException {
        BoundedBytes bytes = new BoundedBytes(name, limits.fieldBytes());
        reader.copy(bytes);
        return StandardCharsets.UTF_8
                .decode(ByteBuffer.wrap(bytes.toByteArray()))
                .toString();
    }

    private static void write(MultipartReader reader, Path place) throws IOException {
        try (FileChannel channel = FileChannel.open(place, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            reader.copy(Channels.newOutputStream(channel));
            channel.force(true);
        }
    }
}
