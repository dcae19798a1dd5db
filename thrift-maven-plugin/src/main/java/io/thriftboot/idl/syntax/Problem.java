package io.thriftboot.idl.syntax;

/**
 * Something wrong at a place in a source.
 *
 * @param severity whether code can still be generated
 * @param position where it was found
 * @param message what was found, and what was expected
 */
public record Problem(Severity severity, Position position, String message) {

    /** How bad a problem is. */
    public enum Severity {
        /** No code is generated. */
        ERROR,
        /** Code is generated, but may not be what was meant. */
        WARNING
    }

    /** The message with its position, the line it is about and a caret below the place. */
    @Override
    public String toString() {
        String line = position.source().line(position.line());
        String margin = line.substring(0, Math.min(position.column() - 1, line.length()))
                .replaceAll("[^\\t]", " ");
        return "%s: %s: %s%n    %s%n    %s^"
                .formatted(position, severity.name().toLowerCase(java.util.Locale.ROOT), message, line, margin);
    }
}
