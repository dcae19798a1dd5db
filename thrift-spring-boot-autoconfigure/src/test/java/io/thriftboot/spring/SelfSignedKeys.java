package io.thriftboot.spring;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Keys with certificates that they have signed themselves, made by the JDK's keytool, and the properties of bundles that have them.
 *
 * @param folder where the files are
 */
public record SelfSignedKeys(Path folder) {

    private static final String PASSWORD = "changeit";

    /** Makes a key, whose store may also be trusted. */
    public void make(String name) throws IOException, InterruptedException {
        keytool(
                "-genkeypair -alias own -keyalg EC -validity 36500",
                "-dname",
                "CN=" + name + ",O=Example",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1,email:" + name + "@example.org",
                "-keystore",
                file(name));
    }

    /** Makes a key as text: {@code <name>.key}, and its certificate {@code <name>.crt}. */
    public void makeAsText(String name) throws IOException, InterruptedException, GeneralSecurityException {
        make(name);
        char[] password = PASSWORD.toCharArray();
        KeyStore keys = KeyStore.getInstance(new File(file(name)), password);
        write(name + ".key", "PRIVATE KEY", keys.getKey("own", password).getEncoded());
        write(name + ".crt", "CERTIFICATE", keys.getCertificate("own").getEncoded());
    }

    private void write(String file, String what, byte[] bytes) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Files.writeString(
                folder.resolve(file), "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
    }

    /** Adds the certificate of a key to a store of those that are trusted. */
    public void trust(String name, String store) throws IOException, InterruptedException {
        String certificate = folder.resolve(name + ".crt").toString();
        keytool("-exportcert -alias own", "-keystore", file(name), "-file", certificate);
        keytool("-importcert -noprompt", "-alias", name, "-keystore", file(store), "-file", certificate);
    }

    private static void keytool(String command, String... options) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>();
        all.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        all.addAll(List.of(command.split(" ")));
        all.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        all.addAll(List.of(options));
        Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IllegalStateException(all + ": " + output);
        }
    }

    private String file(String name) {
        return folder.resolve(name + ".p12").toString();
    }

    /** A bundle that has the key it is named after, and trusts the certificates in another store. */
    public String[] bundle(String name, String trusted) {
        return Stream.of(store(name, "keystore", name), store(name, "truststore", trusted))
                .flatMap(Stream::of)
                .toArray(String[]::new);
    }

    /** A bundle without a key. */
    public String[] trustingBundle(String name, String trusted) {
        return store(name, "truststore", trusted);
    }

    private String[] store(String bundle, String kind, String store) {
        String prefix = "spring.ssl.bundle.jks." + bundle + '.' + kind;
        return new String[] {prefix + ".location=file:" + file(store), prefix + ".password=" + PASSWORD};
    }
}
