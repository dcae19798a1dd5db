package io.thriftboot.client;

import io.thriftboot.MethodDescriptor;
import java.util.regex.Pattern;

/** Names of methods, with or without their service's, in which {@code *} stands for any characters. */
final class MethodPattern {

    private static final Pattern SYNTAX = Pattern.compile("(?:[A-Za-z0-9_*]+\\.)?[A-Za-z0-9_*]+");

    private MethodPattern() {}

    /**
     * Makes sure that it is one.
     *
     * @throws IllegalArgumentException if it is not
     */
    static void check(String pattern) {
        if (!SYNTAX.matcher(pattern).matches()) {
            throw new IllegalArgumentException("retry.idempotent-methods: " + pattern
                    + " (expected: names such as getUser, UserService.getUser or UserService.find*)");
        }
    }

    static boolean matches(String pattern, MethodDescriptor method) {
        String name = pattern.indexOf('.') < 0 ? method.name() : method.toString();
        return name.matches(pattern.replace(".", "\\.").replace("*", ".*"));
    }
}
