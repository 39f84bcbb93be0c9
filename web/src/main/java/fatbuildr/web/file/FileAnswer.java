package fatbuildr.web.file;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.eclipse.jetty.ee10.servlet.HttpOutput;

/** Sends an open file, the wanted part of it, or word that the client has it already. */
public final class FileAnswer {
    private static final int BUFFER = 128 * 1024;

    /** Copies may be kept, but used only after asking whether they are still good. */
    public static final String ASK_EACH_TIME = "no-cache";

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final String cacheControl;

    public FileAnswer(HttpServletRequest request, HttpServletResponse response) {
        this(request, response, ASK_EACH_TIME);
    }

    /** @param cacheControl what caches may do with the file */
    public FileAnswer(HttpServletRequest request, HttpServletResponse response, String cacheControl) {
        this.request = request;
        this.response = response;
        this.cacheControl = cacheControl;
    }

    public void send(PublishedFile file) throws IOException {
        if (isWanted(file.validators())) {
            sendContent(file);
        }
    }

    /** Sends what a file of gzip holds. It is unpacked only for who gets its content: others are not told the length. */
    public void sendUnpacked(PublishedFile packed) throws IOException {
        if (!isWanted(packed.validators().ofUnpacked())) {
            return;
        }
        if (request.getMethod().equals("HEAD")) {
            describe(packed.unpackedName());
            response.flushBuffer();
            return;
        }
        try (PublishedFile unpacked = packed.unpacked()) {
            sendContent(unpacked);
        }
    }

    /** Whether the conditions of the request ask for the content; else the answer is complete. */
    private boolean isWanted(Validators validators) {
        // An answer without a body has no type, not even the framework's usual one.
        response.setContentType(null);
        response.setHeader("ETag", validators.etag());
        response.setHeader("Last-Modified", validators.lastModifiedHeader());
        response.setHeader("Cache-Control", cacheControl);
        response.setHeader("Accept-Ranges", "bytes");
        if (validators.refused(request.getHeader("If-Match"), request.getHeader("If-Unmodified-Since"))) {
            response.setStatus(HttpServletResponse.SC_PRECONDITION_FAILED);
            response.setContentLengthLong(0);
            return false;
        }
        if (validators.notModified(request.getHeader("If-None-Match"), request.getHeader("If-Modified-Since"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return false;
        }
        return true;
    }

    private void describe(String name) {
        response.setHeader("Content-Type", ContentTypes.of(name));
        response.setHeader("Content-Disposition", "inline; filename=" + quoted(name));
    }

    private void sendContent(PublishedFile file) throws IOException {
        describe(file.name());
        switch (wanted(file)) {
            case ByteRange.Whole _ -> send(file, HttpServletResponse.SC_OK, 0, file.size());
            case ByteRange.Part part -> {
                response.setHeader("Content-Range", "bytes " + part.first() + "-" + part.last() + "/" + file.size());
                send(file, HttpServletResponse.SC_PARTIAL_CONTENT, part.first(), part.length());
            }
            case ByteRange.Unsatisfiable _ -> {
                response.setHeader("Content-Range", "bytes */" + file.size());
                response.setStatus(HttpServletResponse.SC_REQUESTED_RANGE_NOT_SATISFIABLE);
                response.setContentLengthLong(0);
            }
        }
    }

    private ByteRange wanted(PublishedFile file) {
        boolean ranges =
                request.getMethod().equals("GET") && file.validators().continues(request.getHeader("If-Range"));
        return ByteRange.parse(ranges ? request.getHeader("Range") : null, file.size());
    }

    private void send(PublishedFile file, int status, long offset, long length) throws IOException {
        response.setStatus(status);
        response.setContentLengthLong(length);
        if (!request.getMethod().equals("HEAD") && length > 0) {
            copy(file.channel(), offset, length, response.getOutputStream());
        }
    }

    /** Jetty writes direct buffers without another copy. */
    private static void copy(FileChannel channel, long offset, long length, OutputStream output) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect((int) Math.min(length, BUFFER));
        long position = offset;
        long end = offset + length;
        while (position < end) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), end - position));
            int read = channel.read(buffer, position);
            if (read < 0) {
                throw new EOFException("the file became shorter while it was sent");
            }
            position += read;
            ((HttpOutput) output).write(buffer.flip());
        }
    }

    /** Plain names stay bare as clients of the existing system see them. */
    private static String quoted(String name) {
        boolean token = name.chars()
                .allMatch(character -> character < 0x7f
                        && (Character.isLetterOrDigit(character) || "!#$&+-.^_`|~".indexOf(character) >= 0));
        if (token) {
            return name;
        }
        StringBuilder quoted = new StringBuilder("\"");
        name.chars().forEach(character -> {
            if (character == '"' || character == '\\') {
                quoted.append('\\');
            }
            quoted.append(character < 0x7f ? (char) character : '_');
        });
        return quoted.append('"').toString();
    }
}
