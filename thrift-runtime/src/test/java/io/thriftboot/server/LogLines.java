package io.thriftboot.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What the project logs while a test runs, stack traces included. */
final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private static final String PROJECT = "io.thriftboot";
    private static final int LONGEST = 2_000;

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final Logger logger;
    private final Level before;

    private LogLines() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        setContext(context);
        start();
        logger = context.getLogger(PROJECT);
        before = logger.getLevel();
        logger.setLevel(Level.DEBUG);
        logger.setAdditive(false);
        logger.addAppender(this);
    }

    /** From level DEBUG on. Nothing is printed meanwhile. */
    static LogLines collect() {
        return new LogLines();
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(event.getFormattedMessage());
        if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
            warnings.add(event.getFormattedMessage());
        }
        if (event.getLevel() == Level.ERROR) {
            errors.add(event.getFormattedMessage());
        }
        if (event.getThrowableProxy() != null) {
            lines.addAll(ThrowableProxyUtil.asString(event.getThrowableProxy())
                    .replace("\t", "    ")
                    .lines()
                    .toList());
        }
    }

    /** All of them, also those that are left out at level WARN because there are too many. */
    List<String> lines() {
        return lines;
    }

    /** What an operator sees. */
    List<String> warnings() {
        return warnings;
    }

    /** Of these, what is the server's own fault. */
    List<String> errors() {
        return errors;
    }

    /** Whether a terminal and a reader see what was meant, and nothing of a peer's making. */
    static void assertClean(String line) {
        assertThat(line).hasSizeLessThan(LONGEST);
        assertThat(line.codePoints().filter(LogLines::isHarmful).mapToObj(Integer::toHexString))
                .as(line)
                .isEmpty();
    }

    private static boolean isHarmful(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        logger.setAdditive(true);
        logger.setLevel(before);
        stop();
    }
}
