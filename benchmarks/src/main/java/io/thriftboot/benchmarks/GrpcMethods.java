package io.thriftboot.benchmarks;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.thriftboot.benchmarks.idl.Item;
import java.util.List;

/** The benchmarks' service as gRPC has it. */
final class GrpcMethods {

    static final String SERVICE = "Benchmark";

    static final MethodDescriptor<String, String> ECHO = method("echo", ProtobufCoding.TEXT);
    static final MethodDescriptor<Item, Item> MIRROR = method("mirror", ProtobufCoding.ITEM);
    static final MethodDescriptor<List<Item>, List<Item>> MIRROR_ALL = method("mirrorAll", ProtobufCoding.ITEMS);

    private GrpcMethods() {}

    private static <T> MethodDescriptor<T, T> method(String name, ProtobufCoding<T> coding) {
        return MethodDescriptor.newBuilder(new ProtobufMarshaller<>(coding), new ProtobufMarshaller<>(coding))
                .setType(MethodType.UNARY)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
                .build();
    }
}
