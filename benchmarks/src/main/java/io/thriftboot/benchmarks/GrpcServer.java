package io.thriftboot.benchmarks;

import io.grpc.Server;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * gRPC-Java's server on Netty, as Spring Boot builds it: {@code grpc} with gRPC's own executor, {@code grpc/direct} without
 * one.
 */
final class GrpcServer {

    private static final String DIRECT = "direct";

    private GrpcServer() {}

    static boolean exists(ServerName name) {
        return name.handlers().isEmpty() || name.handlers().equals(DIRECT);
    }

    /**
     * Starts one.
     *
     * @return its port
     */
    static int start(ServerName name) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        NettyServerBuilder builder = NettyServerBuilder.forAddress(address).addService(service());
        if (name.handlers().equals(DIRECT)) {
            builder.directExecutor();
        }
        Server server = builder.build().start();
        return server.getPort();
    }

    private static ServerServiceDefinition service() {
        return ServerServiceDefinition.builder(GrpcMethods.SERVICE)
                .addMethod(GrpcMethods.ECHO, mirror())
                .addMethod(GrpcMethods.MIRROR, mirror())
                .addMethod(GrpcMethods.MIRROR_ALL, mirror())
                .build();
    }

    private static <T> ServerCallHandler<T, T> mirror() {
        return ServerCalls.asyncUnaryCall((request, reply) -> {
            reply.onNext(request);
            reply.onCompleted();
        });
    }
}
