package fatbuildr.registry.apt;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one form of an index from its parts: what lies before the first new part is copied without being looked at,
 * its checksum is known from the last time.
 */
final class FormWriter {
    private static final int BUFFER = 256 * 1024;

    /**
     * The live index that kept parts come from.
     *
     * @param file the live file of this form; not there for the text
     * @param marks the checksum after each shard
     */
    record Source(Index index, @Nullable Path file, List<Sha256> marks) {}

    /**
     * What was written.
     *
     * @param marks the checksum after each part
     */
    record Written(Index.FileHash hash, List<Sha256> marks) {}

    private final Disk disk;
    private final Form form;
    private final List<Part> parts;
    private final List<Sha256> marks = new ArrayList<>();
    private final byte[] buffer = new byte[BUFFER];

    FormWriter(Disk disk, Form form, List<Part> parts) {
        this.disk = disk;
        this.form = form;
        this.parts = parts;
    }

    /** Computes the checksum of the text, which is not stored. */
    Written text(@Nullable Source source, ShardTexts texts) throws IOException {
        int taken = unchanged(source);
        Sha256 running = start(source, taken);
        for (Part part : parts.subList(taken, parts.size())) {
            byte[] bytes = switch (part) {
                case Part.Fresh fresh -> fresh.packed().bytes(form);
                case Part.Kept kept -> texts.bytes(kept.shard());
            };
            running.update(bytes, bytes.length);
            marks.add(running.copy());
        }
        return written(running);
    }

    /** Writes a compressed form, durable when this returns. */
    Written write(@Nullable Source source, Path target) throws IOException {
        int taken = unchanged(source);
        Sha256 running = start(source, taken);
        try (FileChannel out = disk.create(target);
                FileChannel old = open(source)) {
            if (source != null && old != null && taken > 0) {
                copy(old, source.index().offset(form, taken), out);
            }
            for (Part part : parts.subList(taken, parts.size())) {
                switch (part) {
                    case Part.Fresh fresh -> {
                        byte[] bytes = fresh.packed().bytes(form);
                        disk.before("write", target);
                        Disk.write(out, bytes, 0, bytes.length);
                        running.update(bytes, bytes.length);
                    }
                    case Part.Kept kept -> take(source, old, kept, out, running);
                }
                marks.add(running.copy());
            }
            disk.sync(out, target);
        }
        return written(running);
    }

    private void take(
            @Nullable Source source, @Nullable FileChannel old, Part.Kept kept, FileChannel out, Sha256 running)
            throws IOException {
        if (source == null || old == null) {
            throw new IllegalStateException("a part is kept from nowhere");
        }
        old.position(source.index().offset(form, kept.position()));
        InputStream in = Channels.newInputStream(old);
        long left = kept.shard().length(form);
        while (left > 0) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                throw new DamagedStateException("live index file is cut short");
            }
            running.update(buffer, count);
            Disk.write(out, buffer, 0, count);
            left -= count;
        }
    }

    /** How many parts at the start are those of the live index. */
    private int unchanged(@Nullable Source source) {
        int taken = 0;
        while (source != null
                && taken < parts.size()
                && parts.get(taken) instanceof Part.Kept kept
                && kept.position() == taken) {
            taken++;
        }
        return taken;
    }

    private Sha256 start(@Nullable Source source, int taken) {
        if (source == null || taken == 0) {
            return Sha256.start();
        }
        marks.addAll(source.marks().subList(0, taken));
        return marks.getLast().copy();
    }

    private Written written(Sha256 running) {
        long size = parts.stream().mapToLong(part -> part.shard().length(form)).sum();
        return new Written(new Index.FileHash(size, running.hex()), List.copyOf(marks));
    }

    private static @Nullable FileChannel open(@Nullable Source source) throws IOException {
        Path file = source == null ? null : source.file();
        if (file == null) {
            return null;
        }
        if (!Files.exists(file)) {
            throw new DamagedStateException("live index file " + file + " is missing");
        }
        return FileChannel.open(file, StandardOpenOption.READ);
    }

    private static void copy(FileChannel from, long length, FileChannel to) throws IOException {
        long done = 0;
        while (done < length) {
            long count = from.transferTo(done, length - done, to);
            if (count <= 0) {
                throw new DamagedStateException("live index file is cut short");
            }
            done += count;
        }
    }
}
