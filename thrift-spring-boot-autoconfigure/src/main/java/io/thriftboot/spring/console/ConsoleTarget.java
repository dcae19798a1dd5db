package io.thriftboot.spring.console;

import io.thriftboot.ServiceDescriptor;
import java.util.Map;

/** A server or a client of this application, by the name it is configured with. */
interface ConsoleTarget {

    /** {@code server:main} or {@code client:users}. */
    String id();

    /** What can be called, by the names of services. */
    Map<String, ServiceDescriptor> services();

    /** What the page shows of it. */
    Map<String, Object> describe();

    /**
     * Makes a call, in this thread.
     *
     * @throws ConsoleException if the page has asked for something that cannot be done
     * @throws io.thriftboot.model.BadJsonException if the arguments do not fit
     */
    ConsoleReply call(ConsoleCall call) throws ConsoleException;
}
