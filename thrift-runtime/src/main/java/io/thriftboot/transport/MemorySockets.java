package io.thriftboot.transport;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names that are known within this process only. Their bytes go through unix sockets in a folder that only this process's user
 * may enter: no network, no port, and channels that selectors know, so that every server model serves them.
 */
final class MemorySockets {

    private static final Map<String, Path> FOLDERS = new ConcurrentHashMap<>();

    private MemorySockets() {}

    static SocketChannel connect(String name, int timeoutMillis, SocketOptions options) throws IOException {
        Path folder = FOLDERS.get(name);
        if (folder == null) {
            throw new ConnectException("Connection refused");
        }
        return UnixSockets.connect(socketIn(folder), timeoutMillis, options);
    }

    private static Path socketIn(Path folder) {
        return folder.resolve("s");
    }

    static ListeningSocket listen(Endpoint endpoint, int backlog, SocketOptions options) throws IOException {
        String name = endpoint.path();
        Path folder = Files.createTempDirectory("thrift");
        try {
            ListeningSocket socket =
                    UnixSockets.listen(Endpoint.unix(socketIn(folder).toAbsolutePath()), backlog, options, null);
            ListeningSocket named = new ListeningSocket(socket.channel(), endpoint, () -> {
                try (socket) {
                    FOLDERS.remove(name, folder);
                }
                Files.deleteIfExists(folder);
            });
            if (FOLDERS.putIfAbsent(name, folder) != null) {
                named.close();
                throw new BindException("address in use");
            }
            return named;
        } catch (IOException | RuntimeException ex) {
            Files.deleteIfExists(folder);
            throw ex;
        }
    }

    /** The names that servers of this process listen on. */
    static int size() {
        return FOLDERS.size();
    }
}
