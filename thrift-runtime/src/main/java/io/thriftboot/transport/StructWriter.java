package io.thriftboot.transport;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.apache.thrift.TBase;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.TIOStreamTransport;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.TTransportException;

/**
 * Writes structs one after the other to a file or stream, for {@link StructReader} and for Thrift's file and stream transports
 * in every language. A struct that cannot be encoded leaves nothing behind. Used by one thread at a time.
 *
 * @since 0.1
 */
public final class StructWriter implements AutoCloseable {

    private final String name;
    private final OutputStream bytes;
    private final TTransport wire;
    private final MessageOutput output;
    private final TProtocol protocol;

    private StructWriter(OutputStream bytes, String name, WireFormat format) throws TTransportException {
        this.name = name;
        this.bytes = bytes;
        this.wire = format.over(new Unflushed(bytes));
        this.output = format.output();
        this.protocol = format.protocolOver(output);
    }

    /**
     * Writes to a file.
     *
     * @param file is created, or cut to nothing, unless the options say otherwise
     * @param format how structs are encoded
     * @param options such as {@link StandardOpenOption#APPEND}, which adds to a file of the same format; a compressed file
     *     cannot be added to
     * @return the writer, to be closed
     * @throws IOException if the file cannot be opened
     * @throws IllegalArgumentException if the options are to append to a file that has content, and the format is compressed
     */
    public static StructWriter to(Path file, WireFormat format, OpenOption... options) throws IOException {
        boolean appends = Arrays.asList(options).contains(StandardOpenOption.APPEND);
        if (appends && format.transport() == LayeredTransport.ZLIB && Files.exists(file) && Files.size(file) > 0) {
            throw new IllegalArgumentException(file + ": append to " + format
                    + " (expected: a new file, because a zlib stream cannot be continued)");
        }
        return to(new BufferedOutputStream(Files.newOutputStream(file, options)), file.toString(), format);
    }

    /**
     * Writes to a stream of bytes.
     *
     * @param bytes is closed with the writer
     * @param name how errors name it
     * @param format how structs are encoded
     * @return the writer, to be closed
     */
    public static StructWriter to(OutputStream bytes, String name, WireFormat format) {
        try {
            return new StructWriter(bytes, name, format);
        } catch (TTransportException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /**
     * Adds a struct.
     *
     * @param struct any generated struct
     * @throws IOException if it cannot be encoded, or not be written
     */
    public void write(TBase<?, ?> struct) throws IOException {
        try {
            protocol.reset();
            struct.write(protocol);
        } catch (TException | RuntimeException ex) {
            output.reset();
            throw new IOException(
                    name + ": " + struct.getClass().getSimpleName() + ": cannot be encoded: " + ex.getMessage(), ex);
        }
        try {
            output.sendTo(wire);
        } catch (TTransportException ex) {
            throw new IOException(name + ": " + ex.getMessage(), ex);
        } finally {
            output.reset();
        }
    }

    /**
     * Hands all structs so far to the file or stream.
     *
     * @throws IOException if that fails
     */
    public void flush() throws IOException {
        bytes.flush();
    }

    @Override
    public void close() throws IOException {
        // First the bytes: a failure to write the last of them must not be lost.
        try {
            bytes.close();
        } finally {
            wire.close();
        }
    }

    /** A struct is flushed through the layered transport, but need not reach the file at once. */
    private static final class Unflushed extends TIOStreamTransport {

        Unflushed(OutputStream bytes) throws TTransportException {
            super(bytes);
        }

        @Override
        public void flush() {}
    }
}
