package io.thriftboot.spring.server;

import io.thriftboot.server.EventLoopIo;
import org.springframework.util.unit.DataSize;

/** What is special to the model event-loop. */
class EventLoopProperties {

    /** How loops wait for the operating system: auto, io_uring, epoll or nio. With auto epoll, where it works and the server listens on TCP, else nio. */
    private EventLoopIo io = EventLoopIo.AUTO;

    /** Number of loops, 0 or more; 0 for one a processor. */
    private int threads = 0;

    /** Most calls of a connection that are handled or wait at a time, 1 or more. No more is read from it meanwhile. */
    private int maxCallsPerConnection = 256;

    /** Most calls of all connections that are handled or wait at a time, 1 or more. Further ones are answered "not executed". */
    private int maxCalls = 10000;

    /** How much of its replies may wait for a client to take them, from 1B to 2147483647B. No more is read from it meanwhile. */
    private DataSize writeBufferHighWaterMark = DataSize.ofMegabytes(1);

    public EventLoopIo getIo() {
        return io;
    }

    public void setIo(EventLoopIo io) {
        this.io = io;
    }

    public int getThreads() {
        return threads;
    }

    public void setThreads(int threads) {
        this.threads = threads;
    }

    public int getMaxCallsPerConnection() {
        return maxCallsPerConnection;
    }

    public void setMaxCallsPerConnection(int maxCallsPerConnection) {
        this.maxCallsPerConnection = maxCallsPerConnection;
    }

    public int getMaxCalls() {
        return maxCalls;
    }

    public void setMaxCalls(int maxCalls) {
        this.maxCalls = maxCalls;
    }

    public DataSize getWriteBufferHighWaterMark() {
        return writeBufferHighWaterMark;
    }

    public void setWriteBufferHighWaterMark(DataSize writeBufferHighWaterMark) {
        this.writeBufferHighWaterMark = writeBufferHighWaterMark;
    }
}
