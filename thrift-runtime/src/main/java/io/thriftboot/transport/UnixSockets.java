package io.thriftboot.transport;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Unix domain sockets, which the JDK has since version 16. */
final class UnixSockets {

    private static final long PAUSE_MILLIS = 2;
    private static final int FILE_TYPE = 0170000;
    private static final int SOCKET = 0140000;

    private UnixSockets() {}

    static Path path(Endpoint endpoint) {
        return Path.of(endpoint.path());
    }

    /** Never waits in the kernel, where no timeout and no interrupt could end it. */
    static SocketChannel connect(Path path, int timeoutMillis, SocketOptions options) throws IOException {
        long begin = System.nanoTime();
        while (true) {
            try {
                return connectNow(path, options);
            } catch (SocketException ex) {
                if (!isBacklogFull(path, ex)) {
                    throw ex;
                }
            }
            if (System.nanoTime() - begin > TimeUnit.MILLISECONDS.toNanos(timeoutMillis)) {
                throw new SocketTimeoutException("Connect timed out");
            }
            pause();
        }
    }

    private static SocketChannel connectNow(Path path, SocketOptions options) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            options.applyTo(channel);
            channel.configureBlocking(false);
            channel.connect(UnixDomainSocketAddress.of(path));
            return channel;
        } catch (IOException | RuntimeException ex) {
            channel.close();
            throw ex;
        }
    }

    /** The JDK gives each error number the same type of exception, and its text depends on the language. */
    private static boolean isBacklogFull(Path path, SocketException ex) {
        return ex.getClass() == SocketException.class && isSocket(path) && Files.isWritable(path);
    }

    private static boolean isSocket(Path path) {
        try {
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("unix")) {
                return ((int) Files.getAttribute(path, "unix:mode") & FILE_TYPE) == SOCKET;
            }
            return Files.readAttributes(path, BasicFileAttributes.class).isOther();
        } catch (IOException ex) {
            return false;
        }
    }

    private static void pause() throws InterruptedIOException {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while connecting");
        }
    }

    static ListeningSocket listen(
            Endpoint endpoint, int backlog, SocketOptions options, @Nullable Set<PosixFilePermission> mode)
            throws IOException {
        Path path = path(endpoint);
        makeWay(path);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            options.applyReceiveBufferTo(channel);
            if (mode == null) {
                channel.bind(UnixDomainSocketAddress.of(path), backlog);
            } else {
                bindWithMode(channel, path, backlog, mode);
            }
            return new ListeningSocket(channel, endpoint, removalOf(path));
        } catch (IOException | RuntimeException ex) {
            channel.close();
            throw ex;
        }
    }

    /** Removes what a server has left that died, and nothing else. */
    private static void makeWay(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!isSocket(path)) {
            throw new BindException("the file exists and is no socket (expected: a socket or nothing)");
        }
        try {
            connectNow(path, SocketOptions.DEFAULT).close();
        } catch (ConnectException nobodyListens) {
            Files.deleteIfExists(path);
            return;
        } catch (SocketException ex) {
            throw inUse(ex);
        }
        throw inUse(null);
    }

    private static BindException inUse(@Nullable SocketException reason) {
        BindException inUse =
                new BindException("address in use" + (reason == null ? "" : " (" + reason.getMessage() + ")"));
        inUse.initCause(reason);
        return inUse;
    }

    /** Bound where nobody else can see it, and moved to its place when it has its mode. */
    private static void bindWithMode(ServerSocketChannel channel, Path path, int backlog, Set<PosixFilePermission> mode)
            throws IOException {
        Path folder = Objects.requireNonNull(path.getParent())
                .resolve('.' + Integer.toString(ThreadLocalRandom.current().nextInt(0x1000000, 0x2000000), 36));
        Files.createDirectory(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path socket = folder.resolve("s");
        try {
            channel.bind(UnixDomainSocketAddress.of(socket), backlog);
            Files.setPosixFilePermissions(socket, mode);
            Files.move(socket, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(socket);
            Files.delete(folder);
        }
    }

    /** The file may be another server's by then. */
    private static Closeable removalOf(Path path) throws IOException {
        Object file = fileKey(path);
        return () -> {
            try {
                if (Objects.equals(file, fileKey(path))) {
                    Files.deleteIfExists(path);
                }
            } catch (NoSuchFileException removed) {
                // Somebody else was faster.
            }
        };
    }

    private static @Nullable Object fileKey(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }
}
