package io.thriftboot.idl;

import io.thriftboot.idl.java.JavaOptions;
import io.thriftboot.idl.model.Program;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

/** Tells whether anything has changed that a program's code depends on. */
final class Fingerprint {

    private final String settings;

    Fingerprint(JavaOptions options, Outputs outputs) {
        String version = Fingerprint.class.getPackage().getImplementationVersion();
        this.settings = version + " " + options + " " + outputs;
    }

    /** A digest of the settings, the program and all it includes. */
    String of(Program program) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(settings.getBytes(StandardCharsets.UTF_8));
            add(digest, program, new HashSet<>());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(MessageDigest digest, Program program, Set<Program> added) {
        if (added.add(program)) {
            digest.update(program.name().getBytes(StandardCharsets.UTF_8));
            digest.update(program.source().text().getBytes(StandardCharsets.UTF_8));
            program.includes().forEach(include -> add(digest, include.program(), added));
        }
    }
}
