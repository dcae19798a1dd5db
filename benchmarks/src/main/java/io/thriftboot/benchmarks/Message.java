package io.thriftboot.benchmarks;

import io.thriftboot.benchmarks.idl.Benchmark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.transport.TMemoryBuffer;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.layered.TFramedTransport;

/** The calls that are measured; their frames are made by libthrift, so that all servers are held to what it sends. */
enum Message {
    /** A string of 128 bytes there and back. */
    ECHO("128-byte echo") {
        @Override
        void send(Benchmark.Client client) throws TException {
            client.send_echo(Items.TEXT);
        }

        @Override
        void call(Benchmark.Iface client) throws TException {
            check(client.echo(Items.TEXT).equals(Items.TEXT));
        }
    },
    /** A struct there and back, 192 bytes a message. */
    STRUCT("192-byte struct") {
        @Override
        void send(Benchmark.Client client) throws TException {
            client.send_mirror(Items.ITEM);
        }

        @Override
        void call(Benchmark.Iface client) throws TException {
            check(client.mirror(Items.ITEM).getId() == Items.ITEM.getId());
        }
    },
    /** A list of 50 structs there and back, 8.5 KB a message. */
    LIST("list of 50 structs") {
        @Override
        void send(Benchmark.Client client) throws TException {
            client.send_mirrorAll(Items.LIST);
        }

        @Override
        void call(Benchmark.Iface client) throws TException {
            check(client.mirrorAll(Items.LIST).size() == Items.LIST.size());
        }
    };

    private final String title;

    Message(String title) {
        this.title = title;
    }

    /** Writes the request. */
    abstract void send(Benchmark.Client client) throws TException;

    /** Makes the call and looks at the reply. */
    abstract void call(Benchmark.Iface client) throws TException;

    /** What tables call it. */
    String title() {
        return title;
    }

    /** The word for it in commands and files. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The framed request, with sequence id 1. */
    byte[] request() throws TException {
        TMemoryBuffer wire = new TMemoryBuffer(1024);
        send(new Benchmark.Client(new TBinaryProtocol(new TFramedTransport(wire))));
        return bytes(wire);
    }

    /** The framed reply to {@link #request()}. */
    byte[] reply() throws TException {
        TMemoryBuffer in = new TMemoryBuffer(1024);
        in.write(request());
        TMemoryBuffer out = new TMemoryBuffer(1024);
        TTransport framedOut = new TFramedTransport(out);
        new Benchmark.Processor<>(new Handler())
                .process(new TBinaryProtocol(new TFramedTransport(in)), new TBinaryProtocol(framedOut));
        return bytes(out);
    }

    /**
     * Writes both frames for the programs that are not Java's.
     *
     * @param folder an existing one
     */
    void write(Path folder) {
        try {
            Files.write(requestFile(folder), request());
            Files.write(replyFile(folder), reply());
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (TException ex) {
            throw new IllegalStateException(title + ": cannot be encoded", ex);
        }
    }

    Path requestFile(Path folder) {
        return folder.resolve(word() + ".request");
    }

    Path replyFile(Path folder) {
        return folder.resolve(word() + ".reply");
    }

    private static byte[] bytes(TMemoryBuffer buffer) {
        return Arrays.copyOf(buffer.getArray(), buffer.length());
    }

    private static void check(boolean right) {
        if (!right) {
            throw new IllegalStateException("a wrong reply (expected: the argument)");
        }
    }
}
