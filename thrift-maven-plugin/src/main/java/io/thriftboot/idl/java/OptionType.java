package io.thriftboot.idl.java;

import java.util.Map;

/** What getters of optional fields give back. */
enum OptionType {
    /** The value or null. */
    NONE("", "", ""),
    /** The JDK's type. */
    JDK("java.util.Optional", "of", "empty"),
    /** libthrift's type. */
    THRIFT("org.apache.thrift.Option", "some", "none");

    private final String className;
    private final String some;
    private final String none;

    OptionType(String className, String some, String none) {
        this.className = className;
        this.some = some;
        this.none = none;
    }

    static OptionType of(JavaOptions options) {
        if (options.has("option_type=jdk8")) {
            return JDK;
        }
        return options.has("option_type=thrift") ? THRIFT : NONE;
    }

    Map<String, String> holes() {
        return Map.of("Option", className, "some", some, "none", none);
    }
}
