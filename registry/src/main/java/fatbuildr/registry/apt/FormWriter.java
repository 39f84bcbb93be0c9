package fatbuildr.registry.apt;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One form of an index made from its parts. The checksum, which a signature waits for, and the copy, which waits for
 * the disk, are separate steps: what lies before the first new part is copied without being looked at, its checksum is
 * known from the last time.
 */
final class FormWriter {
    private static final int BUFFER = 128 * 1024;

    /**
     * The live index that kept parts come from.
     *
     * @param marks the checksum after each shard
     */
    record Source(Index index, ShardTexts texts, Path file, List<Sha256> marks) {}

    /**
     * What a form is.
     *
     * @param marks the checksum after each part
     */
    record Summed(Index.FileHash hash, List<Sha256> marks) {}

    private final Form form;
    private final List<Part> parts;
    private final @Nullable Source source;

    FormWriter(Form form, List<Part> parts, @Nullable Source source) {
        this.form = form;
        this.parts = parts;
        this.source = source;
    }

    Summed sum() throws IOException {
        int taken = unchanged();
        List<Sha256> marks =
                new ArrayList<>(source == null ? List.of() : source.marks().subList(0, taken));
        Sha256 running = taken == 0 ? Sha256.start() : marks.getLast().copy();
        byte[] buffer = new byte[taken == parts.size() ? 0 : BUFFER];
        try (FileChannel old = form == Form.TEXT ? null : open()) {
            for (Part part : parts.subList(taken, parts.size())) {
                switch (part) {
                    case Part.Fresh fresh -> {
                        byte[] bytes = fresh.packed().bytes(form);
                        running.update(bytes, bytes.length);
                    }
                    case Part.Kept kept when old != null -> kept(kept, old, running, buffer);
                    case Part.Kept kept -> {
                        byte[] bytes = from().texts().bytes(kept.shard());
                        running.update(bytes, bytes.length);
                    }
                }
                marks.add(running.copy());
            }
        }
        long size = parts.stream().mapToLong(part -> part.shard().length(form)).sum();
        return new Summed(new Index.FileHash(size, running.hex()), List.copyOf(marks));
    }

    /** Writes a compressed form, durable when this returns. */
    void copy(Disk disk, Path target) throws IOException {
        try (FileChannel out = disk.create(target);
                FileChannel old = open()) {
            int at = 0;
            while (at < parts.size()) {
                switch (parts.get(at)) {
                    case Part.Fresh fresh -> {
                        byte[] bytes = fresh.packed().bytes(form);
                        disk.before("write", target);
                        Disk.write(out, bytes, 0, bytes.length);
                        at++;
                    }
                    case Part.Kept kept -> {
                        int end = endOfRun(at);
                        long from = from().index().offset(form, kept.position());
                        long to = from().index().offset(form, kept.position() + end - at);
                        copy(old, from, to, out);
                        at = end;
                    }
                }
            }
            disk.sync(out, target);
        }
    }

    private void kept(Part.Kept kept, FileChannel old, Sha256 running, byte[] buffer) throws IOException {
        old.position(from().index().offset(form, kept.position()));
        Marks.add(Channels.newInputStream(old), kept.shard().length(form), buffer, running);
    }

    /** How many parts at the start are those of the live index. */
    private int unchanged() {
        int taken = 0;
        while (source != null
                && taken < parts.size()
                && parts.get(taken) instanceof Part.Kept kept
                && kept.position() == taken) {
            taken++;
        }
        return taken;
    }

    /** The first part after {@code start} that does not follow in the live index too. */
    private int endOfRun(int start) {
        int end = start + 1;
        while (end < parts.size()
                && parts.get(end) instanceof Part.Kept next
                && parts.get(end - 1) instanceof Part.Kept last
                && next.position() == last.position() + 1) {
            end++;
        }
        return end;
    }

    private Source from() {
        if (source == null) {
            throw new IllegalStateException("a part is kept from nowhere");
        }
        return source;
    }

    private @Nullable FileChannel open() throws IOException {
        if (source == null) {
            return null;
        }
        if (!Files.exists(source.file())) {
            throw new DamagedStateException("live index file " + source.file() + " is missing");
        }
        return FileChannel.open(source.file(), StandardOpenOption.READ);
    }

    private static void copy(@Nullable FileChannel old, long from, long to, FileChannel out) throws IOException {
        long at = from;
        while (old != null && at < to) {
            long count = old.transferTo(at, to - at, out);
            if (count <= 0) {
                throw new DamagedStateException("live index file is cut short");
            }
            at += count;
        }
    }
}
