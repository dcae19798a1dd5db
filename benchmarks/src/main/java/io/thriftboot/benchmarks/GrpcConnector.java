package io.thriftboot.benchmarks;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.util.Arrays;
import org.apache.thrift.TException;

/** gRPC-Java's blocking client, one channel for all callers; what it sends is as long as the message. */
final class GrpcConnector implements Connector {

    private static final int FRAME_LENGTH = 4;

    private final ManagedChannel channel;

    GrpcConnector(int port, boolean direct) {
        NettyChannelBuilder builder =
                NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext();
        if (direct) {
            builder.directExecutor();
        }
        channel = builder.build();
    }

    @Override
    public Call caller(Message message) throws TException {
        byte[] frame = message.request();
        byte[] request = Arrays.copyOfRange(frame, FRAME_LENGTH, frame.length);
        return () -> {
            byte[] reply = ClientCalls.blockingUnaryCall(channel, GrpcMethod.MIRROR, CallOptions.DEFAULT, request);
            if (reply.length != request.length) {
                throw new IllegalStateException(
                        "reply: %d bytes (expected: %d)".formatted(reply.length, request.length));
            }
        };
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
