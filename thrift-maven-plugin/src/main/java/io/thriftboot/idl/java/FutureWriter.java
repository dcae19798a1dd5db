package io.thriftboot.idl.java;

import io.thriftboot.idl.model.Service;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the interface and the client that give back futures. */
final class FutureWriter {

    private static final String INTERFACE = """
            public interface FutureIface${extends} {

              ${methods}
            }

            """;
    private static final String METHOD = """
            public java.util.concurrent.CompletableFuture<${boxed}> ${method}(${parameters}) throws org.apache.thrift.TException;

            """;
    private static final String CLIENT = """
            public static class FutureClient ${extends}implements FutureIface {
              public FutureClient(AsyncIface delegate) {
                ${super}
                this.delegate = delegate;
              }
              private final AsyncIface delegate;
              ${methods}
            }

            """;
    private static final String CALL = """
            @Override
            public java.util.concurrent.CompletableFuture<${boxed}> ${method}(${parameters}) throws org.apache.thrift.TException {
              org.apache.thrift.async.AsyncMethodFutureAdapter<${boxed}> __adapter = org.apache.thrift.async.AsyncMethodFutureAdapter.<${boxed}>create();
              delegate.${method}(${variablesAnd}__adapter);
              return __adapter.getFuture();
            }

            """;

    private final Context context;

    FutureWriter(Context context) {
        this.context = context;
    }

    String iface(Service service, List<JavaFunction> functions) {
        Service parent = service.parent();
        return Template.of(INTERFACE)
                .with(
                        "extends",
                        parent == null ? "" : " extends " + context.types().service(parent) + ".FutureIface")
                .with("methods", each(functions, METHOD))
                .render();
    }

    String client(Service service, List<JavaFunction> functions) {
        Service parent = service.parent();
        return Template.of(CLIENT)
                .with(
                        "extends",
                        parent == null ? "" : "extends " + context.types().service(parent) + ".FutureClient ")
                .with("super", parent == null ? "" : "super(delegate);")
                .with("methods", each(functions, CALL))
                .render();
    }

    private static String each(List<JavaFunction> functions, String text) {
        return functions.stream()
                .map(function -> function.template(text).render())
                .collect(Collectors.joining());
    }
}
