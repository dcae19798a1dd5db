package io.thriftboot.spring.properties;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * A value that options refused, read from their message, which has the form {@code property: value (expected: …)}.
 *
 * @param property relative to the group, such as {@code pool.max-wait}
 * @param value as the message shows it
 * @param expectation what was expected instead
 */
record RefusedValue(String property, String value, String expectation) {

    private static final Pattern MESSAGE =
            Pattern.compile("(?<property>[a-z][a-z.\\-\\[\\]0-9]*): (?<value>.*) \\((?<expectation>expected: .*)\\)");

    static RefusedValue of(IllegalArgumentException refusal) {
        Matcher matcher = MESSAGE.matcher(String.valueOf(refusal.getMessage()));
        if (!matcher.matches()) {
            throw refusal;
        }
        return new RefusedValue(matcher.group("property"), matcher.group("value"), matcher.group("expectation"));
    }

    InvalidConfigurationPropertyValueException in(ConfigurationPropertyName property, Throwable cause) {
        InvalidConfigurationPropertyValueException refusal = new InvalidConfigurationPropertyValueException(
                property.toString(), value, value + " (" + expectation + ")");
        refusal.initCause(cause);
        return refusal;
    }
}
