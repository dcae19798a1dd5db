package io.thriftboot.spring.properties;

import io.thriftboot.transport.SocketOptions;
import org.springframework.util.unit.DataSize;

/** What the operating system is told about the connections of a server or a client. */
public final class SocketProperties {

    /** Whether the operating system finds out about peers that are gone without a word. TCP only. */
    private boolean keepAlive = true;

    /** Whether what is written leaves at once, instead of waiting for more. TCP only. */
    private boolean noDelay = true;

    /** How much may wait to be sent, from 0B to 2147483647B, as a hint to the operating system; 0B leaves it to that. */
    private DataSize sendBufferSize = DataSize.ofBytes(0);

    /** How much may wait to be read, from 0B to 2147483647B, as a hint to the operating system; 0B leaves it to that. */
    private DataSize receiveBufferSize = DataSize.ofBytes(0);

    public boolean isKeepAlive() {
        return keepAlive;
    }

    public void setKeepAlive(boolean keepAlive) {
        this.keepAlive = keepAlive;
    }

    public boolean isNoDelay() {
        return noDelay;
    }

    public void setNoDelay(boolean noDelay) {
        this.noDelay = noDelay;
    }

    public DataSize getSendBufferSize() {
        return sendBufferSize;
    }

    public void setSendBufferSize(DataSize sendBufferSize) {
        this.sendBufferSize = sendBufferSize;
    }

    public DataSize getReceiveBufferSize() {
        return receiveBufferSize;
    }

    public void setReceiveBufferSize(DataSize receiveBufferSize) {
        this.receiveBufferSize = receiveBufferSize;
    }

    /**
     * The options that these properties describe.
     *
     * @return the options
     * @throws IllegalArgumentException if a size is out of its range
     */
    public SocketOptions toOptions() {
        return new SocketOptions(
                keepAlive,
                noDelay,
                WireFormatProperties.bytes("socket.send-buffer-size", sendBufferSize),
                WireFormatProperties.bytes("socket.receive-buffer-size", receiveBufferSize));
    }
}
