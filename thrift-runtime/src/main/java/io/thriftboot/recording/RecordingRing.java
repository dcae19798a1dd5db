package io.thriftboot.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of a server's recording: a new one when one is full, and the oldest deleted for it. For one thread at a time. */
final class RecordingRing implements AutoCloseable {

    private static final String SUFFIX = ".thriftrec";

    private final RecordingOptions options;
    private final String prefix;
    private final Pattern pattern;
    private @Nullable SeekableByteChannel file;
    private @Nullable Path path;

    RecordingRing(RecordingOptions options, String server) {
        this.options = options;
        this.prefix = server.replaceAll("[^\\w.-]", "_") + '-';
        this.pattern = Pattern.compile(Pattern.quote(prefix) + "(\\d{6,18})" + Pattern.quote(SUFFIX));
    }

    /** Whether a file has room for it. */
    boolean fits(Exchange exchange) {
        return RecordingFormat.headerSize() + RecordingFormat.size(exchange) <= options.maxFileSize();
    }

    void write(Exchange exchange) throws IOException {
        ByteBuffer record = RecordingFormat.record(exchange);
        try {
            write(record, current(record.remaining()));
        } catch (IOException ex) {
            // Half a record may be in it: nothing can be read behind that.
            path = null;
            close();
            throw ex;
        }
    }

    private static void write(ByteBuffer bytes, SeekableByteChannel to) throws IOException {
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    private SeekableByteChannel current(int length) throws IOException {
        SeekableByteChannel open = file == null && path != null ? reopened(path) : file;
        if (open != null && open.size() + length > options.maxFileSize()) {
            close();
            open = null;
        }
        return open == null ? begun() : open;
    }

    private @Nullable SeekableByteChannel reopened(Path existing) throws IOException {
        if (!Files.exists(existing)) {
            return null;
        }
        file = Files.newByteChannel(existing, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        return file;
    }

    private SeekableByteChannel begun() throws IOException {
        Files.createDirectories(options.directory(), attributes("rwx------"));
        List<Path> files = files();
        for (Path oldest : files.subList(0, Math.max(0, files.size() - options.maxFiles() + 1))) {
            Files.deleteIfExists(oldest);
        }
        long number = files.isEmpty() ? 1 : number(files.get(files.size() - 1)) + 1;
        Path next = options.directory().resolve(prefix + String.format("%06d", number) + SUFFIX);
        SeekableByteChannel begun = Files.newByteChannel(
                next, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes("rw-------"));
        file = begun;
        path = next;
        write(RecordingFormat.header(), begun);
        return begun;
    }

    /** They hold arguments, which are nobody else's business. */
    private FileAttribute<?>[] attributes(String permissions) {
        boolean posix = options.directory()
                .getFileSystem()
                .supportedFileAttributeViews()
                .contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** Those of this server, the oldest first. */
    List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(options.directory())) {
            return all.filter(candidate -> matcher(candidate).matches())
                    .sorted(java.util.Comparator.comparingLong(this::number))
                    .toList();
        }
    }

    private Matcher matcher(Path candidate) {
        return pattern.matcher(String.valueOf(candidate.getFileName()));
    }

    private long number(Path candidate) {
        Matcher matcher = matcher(candidate);
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
    }

    /** Closes the file; the next message is added to it. */
    @Override
    public void close() throws IOException {
        SeekableByteChannel open = file;
        file = null;
        if (open != null) {
            open.close();
        }
    }
}
