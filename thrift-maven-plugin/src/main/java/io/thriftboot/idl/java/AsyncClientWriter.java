package io.thriftboot.idl.java;

import io.thriftboot.idl.model.Service;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the client that calls back. */
final class AsyncClientWriter {

    private static final String CLIENT = """
            public static class AsyncClient extends ${parent} implements AsyncIface {
              public static class Factory implements org.apache.thrift.async.TAsyncClientFactory<AsyncClient> {
                private org.apache.thrift.async.TAsyncClientManager clientManager;
                private org.apache.thrift.protocol.TProtocolFactory protocolFactory;

                public Factory(org.apache.thrift.async.TAsyncClientManager clientManager, org.apache.thrift.protocol.TProtocolFactory protocolFactory) {
                  this.clientManager = clientManager;
                  this.protocolFactory = protocolFactory;
                }

                @Override
                public AsyncClient getAsyncClient(org.apache.thrift.transport.TNonblockingTransport transport) {
                  return new AsyncClient(protocolFactory, clientManager, transport);
                }
              }

              public AsyncClient(org.apache.thrift.protocol.TProtocolFactory protocolFactory, org.apache.thrift.async.TAsyncClientManager clientManager, org.apache.thrift.transport.TNonblockingTransport transport) {
                super(protocolFactory, clientManager, transport);
              }

              ${methods}
            }

            """;
    private static final String METHOD = """
            @Override
            public void ${method}(${parametersAnd}org.apache.thrift.async.AsyncMethodCallback<${boxed}> resultHandler) throws org.apache.thrift.TException {
              checkReady();
              ${call} method_call = new ${call}(${variablesAnd}resultHandler, this, ___protocolFactory, ___transport);
              this.___currentMethod = method_call;
              ___manager.call(method_call);
            }

            public static class ${call} extends org.apache.thrift.async.TAsyncMethodCall<${boxed}> {
              ${fields}
              public ${call}(${parametersAnd}org.apache.thrift.async.AsyncMethodCallback<${boxed}> resultHandler, org.apache.thrift.async.TAsyncClient client, org.apache.thrift.protocol.TProtocolFactory protocolFactory, org.apache.thrift.transport.TNonblockingTransport transport) throws org.apache.thrift.TException {
                super(client, protocolFactory, transport, resultHandler, ${oneway});
                ${assignments}
              }

              @Override
              public void write_args(org.apache.thrift.protocol.TProtocol prot) throws org.apache.thrift.TException {
                prot.writeMessageBegin(new org.apache.thrift.protocol.TMessage("${name}", org.apache.thrift.protocol.TMessageType.${messageType}, 0));
                ${args} __args = new ${args}();
                ${arguments}
                __args.write(prot);
                prot.writeMessageEnd();
              }

              @Override
              public ${boxed} getResult() throws ${throws}org.apache.thrift.TException {
                if (getState() != org.apache.thrift.async.TAsyncMethodCall.State.RESPONSE_READ) {
                  throw new java.lang.IllegalStateException("${name}: the call is not finished");
                }
                org.apache.thrift.transport.TMemoryInputTransport memoryTransport = new org.apache.thrift.transport.TMemoryInputTransport(getFrameBuffer().array());
                org.apache.thrift.protocol.TProtocol prot = client.getProtocolFactory().getProtocol(memoryTransport);
                ${receive}
              }
            }

            """;

    private final Context context;

    AsyncClientWriter(Context context) {
        this.context = context;
    }

    String write(Service service, List<JavaFunction> functions) {
        Service parent = service.parent();
        return Template.of(CLIENT)
                .with(
                        "parent",
                        parent == null
                                ? "org.apache.thrift.async.TAsyncClient"
                                : context.types().service(parent) + ".AsyncClient")
                .with(
                        "methods",
                        functions.stream().map(AsyncClientWriter::method).collect(Collectors.joining()))
                .render();
    }

    private static String method(JavaFunction function) {
        return function.template(METHOD)
                .with("fields", function.eachParameter("private ${type} ${var};"))
                .with("assignments", function.eachParameter("this.${var} = ${var};"))
                .with("messageType", function.function().oneway() ? "ONEWAY" : "CALL")
                .with("arguments", function.eachParameter("__args.set${Cap}(this.${var});"))
                .with("receive", function.template(receive(function)).render())
                .render();
    }

    private static String receive(JavaFunction function) {
        if (function.function().oneway()) {
            return "return null;";
        }
        return function.function().isVoid()
                ? "(new Client(prot)).${recv}();\nreturn null;"
                : "return (new Client(prot)).${recv}();";
    }
}
