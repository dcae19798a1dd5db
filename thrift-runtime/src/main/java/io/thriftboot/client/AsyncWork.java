package io.thriftboot.client;

import io.thriftboot.ThriftCall;
import org.apache.thrift.transport.TTransportException;

/** What is under way for calls that nobody waits for. */
interface AsyncWork {

    /** Ends what can be ended on behalf of a call whose time is over. */
    void expire(ThriftCall call);

    /** Ends all calls, and the threads with them. */
    void close();

    /** What a call ends with because of that. */
    TTransportException closed(ThriftCall call);
}
