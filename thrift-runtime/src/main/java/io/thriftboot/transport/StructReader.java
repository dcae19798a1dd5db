package io.thriftboot.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.thrift.TBase;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.TIOStreamTransport;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.TTransportException;

/**
 * Reads structs that follow each other in a file or stream, as {@link StructWriter} and Thrift's file and stream transports
 * write them: exports, imports, recorded data. How they follow each other is what the layered transport says of messages;
 * its limits hold for each struct.
 *
 * <p>The streams are lazy and sequential. A struct that is cut off or cannot be decoded ends its stream with an {@link
 * UncheckedIOException} that names the file, the number of the struct and the offset of its first byte, both from 0; those
 * before it have been delivered. Where bytes are compressed the offset counts them inflated.
 *
 * @since 0.1
 */
public final class StructReader {

    private StructReader() {}

    /**
     * Reads a file. Closing the stream closes it.
     *
     * @param <T> the generated struct
     * @param file an existing file
     * @param type makes an empty struct, such as {@code Item::new}
     * @param format how the structs are encoded
     * @return the structs, in the order of the file
     * @throws IOException if the file cannot be opened
     */
    public static <T extends TBase<T, ?>> Stream<T> read(Path file, Supplier<T> type, WireFormat format)
            throws IOException {
        return read(Files.newInputStream(file), file.toString(), type, format);
    }

    /**
     * Reads a stream of bytes. Closing the stream of structs closes it.
     *
     * @param <T> the generated struct
     * @param bytes read to its end, without a need for a buffer
     * @param name how errors name it
     * @param type makes an empty struct, such as {@code Item::new}
     * @param format how the structs are encoded
     * @return the structs, in their order
     */
    public static <T extends TBase<T, ?>> Stream<T> read(
            InputStream bytes, String name, Supplier<T> type, WireFormat format) {
        TTransport wire = format.over(wireOf(bytes));
        return StreamSupport.stream(new Records<>(wire, name, type, format), false)
                .onClose(wire::close);
    }

    private static TTransport wireOf(InputStream bytes) {
        try {
            return new TIOStreamTransport(bytes);
        } catch (TTransportException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** The structs that are still to come. */
    private static final class Records<T extends TBase<T, ?>> extends AbstractSpliterator<T> {

        private static final int FRAME_HEADER_SIZE = 4;

        private final String name;
        private final Supplier<T> type;
        private final MessageInput input;
        private final TProtocol protocol;
        private final int headerSize;
        private long number;
        private long offset;

        Records(TTransport wire, String name, Supplier<T> type, WireFormat format) {
            super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
            this.name = name;
            this.type = type;
            this.input = format.input(wire);
            this.protocol = format.protocolOver(input);
            this.headerSize = format.transport().isFramed() ? FRAME_HEADER_SIZE : 0;
        }

        @Override
        public boolean tryAdvance(Consumer<? super T> action) {
            T struct = type.get();
            try {
                if (!input.begin()) {
                    return false;
                }
                protocol.reset();
                struct.read(protocol);
                endRecord();
            } catch (TException | RuntimeException ex) {
                String message = name + ": struct " + number + " at offset " + offset + ": " + ex.getMessage()
                        + " (expected: a " + struct.getClass().getSimpleName() + ")";
                throw new UncheckedIOException(message, new IOException(message, ex));
            }
            action.accept(struct);
            return true;
        }

        private void endRecord() throws TTransportException {
            int size = input.consumed();
            int unread = input.end();
            if (unread > 0) {
                throw new TTransportException(
                        TTransportException.CORRUPTED_DATA, unread + " bytes of the frame are left after its struct");
            }
            offset += headerSize + size;
            number++;
        }
    }
}
