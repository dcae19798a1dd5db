package io.thriftboot.recording;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of a recording. A record that is not there whole, as a crash leaves it, ends it.
 *
 * @since 0.1
 */
public final class RecordingReader implements AutoCloseable {

    private final DataInputStream in;
    private final long size;
    private long position;

    /**
     * Opens a file.
     *
     * @param file a recording
     * @throws IOException if it cannot be read, is no recording, or one of another version
     */
    public RecordingReader(Path file) throws IOException {
        size = Files.size(file);
        in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
        try {
            position = RecordingFormat.readHeader(in, file.toString()) ? RecordingFormat.headerSize() : 0;
        } catch (IOException ex) {
            in.close();
            throw ex;
        }
    }

    /**
     * Reads the next message with its reply.
     *
     * @return {@code null} if there is none, or none that is whole
     * @throws IOException if reading fails
     */
    public @Nullable Exchange next() throws IOException {
        Exchange exchange = position == 0 ? null : RecordingFormat.read(in, size - position);
        position += exchange == null ? 0 : RecordingFormat.size(exchange);
        return exchange;
    }

    /**
     * How much of the file is not read.
     *
     * @return bytes behind the last message that was read whole; 0 at the proper end of a file
     */
    public long left() {
        return size - position;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
