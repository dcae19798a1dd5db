package io.thriftboot.benchmarks;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Puts a coding between gRPC and its callers and handlers. */
final class ProtobufMarshaller<T> implements MethodDescriptor.Marshaller<T> {

    private final ProtobufCoding<T> coding;

    ProtobufMarshaller(ProtobufCoding<T> coding) {
        this.coding = coding;
    }

    @Override
    public InputStream stream(T value) {
        byte[] bytes = new byte[coding.size(value)];
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            coding.write(value, out);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        out.checkNoSpaceLeft();
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public T parse(InputStream stream) {
        try {
            // gRPC's streams know how long they are, and gRPC's own marshaller relies on that too.
            byte[] bytes = stream.readNBytes(stream.available());
            return coding.read(CodedInputStream.newInstance(bytes));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
