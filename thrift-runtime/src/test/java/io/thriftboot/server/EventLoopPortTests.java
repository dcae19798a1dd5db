package io.thriftboot.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.RecvByteBufAllocator.ExtendedHandle;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

class EventLoopPortTests {

    /** Netty's epoll transport believes that there is no more: it takes the descriptor for the number of bytes that were read. */
    @Test
    @SuppressWarnings("deprecation") // Netty has no other way to make one.
    void whenAConnectionIsAcceptedMoreAreUpToALimit() {
        ExtendedHandle handle = (ExtendedHandle) EventLoopPort.severalAtOnce().newHandle();
        handle.reset(new DefaultChannelConfig(new EmbeddedChannel()));
        int accepted = 0;
        do {
            handle.incMessagesRead(1);
            accepted++;
        } while (handle.continueReading(() -> false));

        assertThat(accepted).isEqualTo(64);
    }
}
