package io.thriftboot.idl.syntax;

/** Ends the reading of a construct; the parser goes on behind it. */
final class SyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Position position;

    SyntaxException(Position position, String message) {
        super(message);
        this.position = position;
    }

    Position position() {
        return position;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
