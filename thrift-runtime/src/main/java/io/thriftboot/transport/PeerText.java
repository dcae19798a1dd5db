package io.thriftboot.transport;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Text that may be of a peer's making, fit for a line of a log or for an answer: of bounded length, and without characters
 * that end a line, steer a terminal or reorder what a reader sees.
 *
 * @since 0.1
 */
public final class PeerText {

    private static final int LONGEST_LINE = 1_000;

    private PeerText() {}

    /**
     * Shows a text.
     *
     * @param text what a peer may have sent
     * @param maxLength how many characters of it are shown, 0 or more
     * @return the text without harmful characters, and with a mark at its end if there were more
     */
    public static String shown(String text, int maxLength) {
        int length = Math.min(text.length(), maxLength);
        StringBuilder shown = new StringBuilder(length + 1);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            shown.append(isHarmful(c) ? '?' : c);
        }
        return length < text.length() ? shown.append('…').toString() : shown.toString();
    }

    /**
     * Shows an argument of a line of the log.
     *
     * @param argument what is to be logged
     * @return the same, unless it is a text that would do harm
     */
    public static @Nullable Object inLine(@Nullable Object argument) {
        return argument instanceof String text ? shown(text, LONGEST_LINE) : argument;
    }

    /**
     * Shows an exception, whose texts may repeat what a peer has sent.
     *
     * @param thrown what is to be logged
     * @return itself, or what says the same where its texts, or those of its causes, would do harm
     */
    public static Throwable logged(Throwable thrown) {
        return isClean(thrown, Collections.newSetFromMap(new IdentityHashMap<>())) ? thrown : new Logged(thrown);
    }

    private static boolean isClean(Throwable thrown, Set<Throwable> seen) {
        if (!seen.add(thrown)) {
            return true;
        }
        for (Throwable suppressed : thrown.getSuppressed()) {
            if (!isClean(suppressed, seen)) {
                return false;
            }
        }
        Throwable cause = thrown.getCause();
        return isClean(thrown.toString()) && (cause == null || isClean(cause, seen));
    }

    private static boolean isClean(String text) {
        return text.length() <= LONGEST_LINE && text.chars().noneMatch(c -> isHarmful((char) c));
    }

    /** Pairs of surrogates are shown as two marks: they may be invisible, and a cut may part them. */
    private static boolean isHarmful(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }

    /** Says what another exception says, in one line, with the same stack trace. */
    private static final class Logged extends Exception {

        private static final long serialVersionUID = 1L;
        private static final int MOST_CAUSES = 20;

        Logged(Throwable thrown) {
            this(thrown, MOST_CAUSES);
        }

        private Logged(Throwable thrown, int mostCauses) {
            super(shown(thrown.toString(), LONGEST_LINE), cause(thrown, mostCauses), true, true);
            setStackTrace(thrown.getStackTrace());
            if (mostCauses > 0) {
                for (Throwable suppressed : thrown.getSuppressed()) {
                    addSuppressed(new Logged(suppressed, mostCauses - 1));
                }
            }
        }

        private static @Nullable Throwable cause(Throwable thrown, int mostCauses) {
            Throwable cause = thrown.getCause();
            return cause == null || mostCauses == 0 ? null : new Logged(cause, mostCauses - 1);
        }
    }
}
