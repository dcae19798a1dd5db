package io.thriftboot.benchmarks.micro;

import io.thriftboot.MethodDescriptor;
import io.thriftboot.ServiceDescriptor;
import java.util.Map;
import java.util.Objects;
import org.apache.thrift.TBase;
import org.apache.thrift.TException;
import org.apache.thrift.TProcessor;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;

/** The least that answers a good message by the descriptors of a service: no context, no limits, no errors, nothing to turn on. */
final class BareProcessor implements TProcessor {

    private final Map<String, MethodDescriptor> methods;
    private final Object handler;

    BareProcessor(ServiceDescriptor service, Object handler) {
        this.methods = service.methods();
        this.handler = handler;
    }

    @Override
    public void process(TProtocol in, TProtocol out) throws TException {
        TMessage message = in.readMessageBegin();
        MethodDescriptor method = Objects.requireNonNull(methods.get(message.name));
        TBase<?, ?> args = method.newArgs();
        args.read(in);
        in.readMessageEnd();
        TBase<?, ?> result = Objects.requireNonNull(method.call(handler, args));
        out.writeMessageBegin(new TMessage(method.name(), TMessageType.REPLY, message.seqid));
        result.write(out);
        out.writeMessageEnd();
        out.getTransport().flush();
    }
}
