package io.thriftboot.idl.java;

import io.thriftboot.idl.model.Service;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the client that waits for replies. */
final class ClientWriter {

    private static final String CLIENT = """
            public static class Client extends ${parent} implements Iface {
              public static class Factory implements org.apache.thrift.TServiceClientFactory<Client> {
                public Factory() {}

                @Override
                public Client getClient(org.apache.thrift.protocol.TProtocol prot) {
                  return new Client(prot);
                }

                @Override
                public Client getClient(org.apache.thrift.protocol.TProtocol iprot, org.apache.thrift.protocol.TProtocol oprot) {
                  return new Client(iprot, oprot);
                }
              }

              public Client(org.apache.thrift.protocol.TProtocol prot)
              {
                super(prot, prot);
              }

              public Client(org.apache.thrift.protocol.TProtocol iprot, org.apache.thrift.protocol.TProtocol oprot) {
                super(iprot, oprot);
              }

              ${methods}
            }

            """;
    private static final String CALL = """
            @Override
            public ${type} ${method}(${parameters}) throws ${throws}org.apache.thrift.TException
            {
              ${send}(${variables});
              ${receive}
            }

            public void ${send}(${parameters}) throws org.apache.thrift.TException
            {
              ${args} __args = new ${args}();
              ${arguments}
              ${sendBase}("${name}", __args);
            }

            """;
    private static final String RECEIVE = """
            public ${type} ${recv}() throws ${throws}org.apache.thrift.TException
            {
              ${result} result = new ${result}();
              receiveBase(result, "${name}");
              ${success}
              ${exceptions}
              ${end}
            }

            """;
    private static final String SUCCESS = """
            if (result.${isSet}) {
              return result.success;
            }
            """;
    private static final String EXCEPTION = """
            if (result.${var} != null) {
              throw result.${var};
            }
            """;
    private static final String MISSING = """
            throw new org.apache.thrift.TApplicationException(org.apache.thrift.TApplicationException.MISSING_RESULT, "${name} failed: unknown result");
            """;

    private final Context context;

    ClientWriter(Context context) {
        this.context = context;
    }

    String write(Service service, List<JavaFunction> functions) {
        Service parent = service.parent();
        return Template.of(CLIENT)
                .with(
                        "parent",
                        parent == null
                                ? "org.apache.thrift.TServiceClient"
                                : context.types().service(parent) + ".Client")
                .with("methods", functions.stream().map(ClientWriter::methods).collect(Collectors.joining()))
                .render();
    }

    private static String methods(JavaFunction function) {
        boolean oneway = function.function().oneway();
        String call = function.template(CALL)
                .with(
                        "receive",
                        oneway ? "" : function.template(receive(function)).render())
                .with("arguments", function.eachParameter("__args.set${Cap}(${var});"))
                .with("sendBase", oneway ? "sendBaseOneway" : "sendBase")
                .render();
        return oneway ? call : call + received(function);
    }

    private static String receive(JavaFunction function) {
        return function.function().isVoid() ? "${recv}();" : "return ${recv}();";
    }

    private static String received(JavaFunction function) {
        boolean isVoid = function.function().isVoid();
        return function.template(RECEIVE)
                .with(
                        "success",
                        isVoid ? "" : function.success().template(SUCCESS).render())
                .with(
                        "exceptions",
                        function.exceptions().stream()
                                .map(exception -> exception.template(EXCEPTION).render())
                                .collect(Collectors.joining()))
                .with("end", isVoid ? "return;" : function.template(MISSING).render())
                .render();
    }
}
