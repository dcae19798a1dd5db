package io.thriftboot;

import io.thriftboot.transport.TlsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Keys with certificates that they have signed themselves, made by the JDK's keytool once for all tests. */
public enum TestKeys {
    /** Of a server on this machine. */
    SERVER("san=dns:localhost,ip:127.0.0.1"),
    /** Of the same server, later. */
    NEXT_SERVER("san=dns:localhost,ip:127.0.0.1"),
    /** Of a server on another machine. */
    ELSEWHERE("san=dns:elsewhere.example"),
    /** Of a client. */
    CLIENT("san=dns:client.example"),
    /** Whom nobody trusts. */
    STRANGER("san=dns:localhost,ip:127.0.0.1");

    private static final String PASSWORD = "changeit";

    private static final Map<TestKeys, KeyStore> STORES = new ConcurrentHashMap<>();

    private final String names;

    TestKeys(String names) {
        this.names = names;
    }

    private static KeyStore make(TestKeys keys) {
        try {
            Path folder = Files.createTempDirectory("thrift-keys");
            Path file = folder.resolve(keys + ".p12");
            try {
                run(keytool(keys, file));
                return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException | InterruptedException | GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static List<String> keytool(TestKeys keys, Path file) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-genkeypair -alias own -keyalg EC -validity 36500 -storetype PKCS12".split(" ")));
        command.addAll(List.of("-dname", "CN=" + keys, "-ext", keys.names));
        command.addAll(List.of("-storepass", PASSWORD, "-keystore", file.toString()));
        return command;
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IllegalStateException(command + ": " + output);
        }
    }

    private KeyStore store() {
        return STORES.computeIfAbsent(this, TestKeys::make);
    }

    /** Has a key, or none, and trusts the owners of others. */
    public static SSLContext context(@Nullable TestKeys own, TestKeys... trusted) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(own == null ? null : own.store(), PASSWORD.toCharArray());
            KeyStore trust = KeyStore.getInstance("PKCS12");
            trust.load(null, null);
            for (TestKeys other : trusted) {
                trust.setCertificateEntry(other.name(), other.store().getCertificate("own"));
            }
            TrustManagerFactory trusts = TrustManagerFactory.getInstance("PKIX");
            trusts.init(trust);
            context.init(keys.getKeyManagers(), trusts.getTrustManagers(), new SecureRandom());
            return context;
        } catch (IOException | GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** The same as options. */
    public static TlsOptions tls(@Nullable TestKeys own, TestKeys... trusted) {
        SSLContext context = context(own, trusted);
        return TlsOptions.of(() -> context);
    }
}
