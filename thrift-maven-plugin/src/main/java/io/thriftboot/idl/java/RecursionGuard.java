package io.thriftboot.idl.java;

/** Bounds how deep structs are nested that are read, where libthrift counts it. */
final class RecursionGuard {

    private static final String GUARDED = """
            ${protocol}.incrementRecursionDepth();
            try {
              ${code}
            } finally {
              ${protocol}.decrementRecursionDepth();
            }
            """;

    private RecursionGuard() {}

    static String around(String protocol, String code, JavaOptions options) {
        return options.countsRecursion()
                ? Template.of(GUARDED)
                        .with("protocol", protocol)
                        .with("code", code)
                        .render()
                : code;
    }
}
