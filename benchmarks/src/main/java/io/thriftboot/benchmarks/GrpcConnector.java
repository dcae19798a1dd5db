package io.thriftboot.benchmarks;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.thriftboot.benchmarks.idl.Benchmark;
import io.thriftboot.benchmarks.idl.Item;
import java.util.List;

/** gRPC-Java's blocking client, one channel for all callers. */
final class GrpcConnector implements Connector {

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
    public Call caller(Message message) {
        Benchmark.Iface client = new Client(channel);
        return () -> message.call(client);
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    /** What a generated blocking stub does. */
    private record Client(Channel channel) implements Benchmark.Iface {

        @Override
        public String echo(String text) {
            return call(GrpcMethods.ECHO, text);
        }

        @Override
        public Item mirror(Item item) {
            return call(GrpcMethods.MIRROR, item);
        }

        @Override
        public List<Item> mirrorAll(List<Item> items) {
            return call(GrpcMethods.MIRROR_ALL, items);
        }

        private <T> T call(MethodDescriptor<T, T> method, T argument) {
            return ClientCalls.blockingUnaryCall(channel, method, CallOptions.DEFAULT, argument);
        }
    }
}
