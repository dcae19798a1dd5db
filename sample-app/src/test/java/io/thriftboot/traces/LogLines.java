package io.thriftboot.traces;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** The lines of a server about its calls, with what the MDC has for them. */
final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private static final Logger SERVERS = (Logger) LoggerFactory.getLogger("io.thriftboot");

    private final String method;
    private final List<String> ids = new CopyOnWriteArrayList<>();

    /** Lines about calls of the method are collected from now on. */
    LogLines(String method) {
        this.method = method;
        start();
        SERVERS.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getFormattedMessage().contains(method)) {
            String kind = event.getLoggerName().endsWith(".access") ? "access " : "failed ";
            ids.add(kind
                    + event.getMDCPropertyMap().get("transactionId")
                    + ' '
                    + event.getMDCPropertyMap().get("traceId"));
        }
    }

    /** What kind of line, the id of the transaction and that of the trace. */
    List<String> ids() {
        return ids;
    }

    @Override
    public void close() {
        SERVERS.detachAppender(this);
    }
}
