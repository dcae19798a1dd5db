package io.thriftboot.spring.security;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names of methods, such as {@code UserService.get*}, in which {@code *} stands for any characters.
 *
 * @param text as it was written
 * @param names what it stands for
 */
record CallPattern(String text, Pattern names) {

    /** The pattern; without a dot it is about methods of any service. */
    static CallPattern of(String text) {
        return parse(text.indexOf('.') < 0 ? "*." + text : text);
    }

    private static CallPattern parse(String text) {
        String regex = Arrays.stream(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return new CallPattern(text, Pattern.compile(regex));
    }

    boolean matches(String service, String method) {
        return matches(service + '.' + method);
    }

    boolean matches(String name) {
        return names.matcher(name).matches();
    }

    @Override
    public String toString() {
        return text;
    }
}
