package io.thriftboot.idl.syntax;

/** How deep what is being read is nested, so that no source is deeper than the stack of its reader. */
final class Nesting {

    /** Far more than anybody writes. */
    private static final int MOST = 64;

    private int depth;

    void enter(Token at) throws SyntaxException {
        if (depth == MOST) {
            throw new SyntaxException(
                    at.position(),
                    "nested too deeply: %s (expected: at most %d levels)".formatted(at.describe(), MOST));
        }
        depth++;
    }

    void leave() {
        depth--;
    }
}
