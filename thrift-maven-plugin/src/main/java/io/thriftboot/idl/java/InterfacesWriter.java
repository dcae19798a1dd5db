package io.thriftboot.idl.java;

import io.thriftboot.idl.model.Service;
import java.util.List;
import java.util.stream.Collectors;

/** Writes what handlers implement: {@code Iface} and {@code AsyncIface}. */
final class InterfacesWriter {

    private static final String INTERFACES = """
            ${doc}
            public interface Iface${extends} {

              ${methods}
            }

            public interface AsyncIface${extendsAsync} {

              ${asyncMethods}
            }

            """;
    private static final String METHOD = """
            ${doc}
            ${deprecated}
            public ${type} ${method}(${parameters}) throws ${throws}org.apache.thrift.TException;

            """;
    private static final String ASYNC_METHOD = """
            public void ${method}(${parametersAnd}org.apache.thrift.async.AsyncMethodCallback<${boxed}> resultHandler) throws org.apache.thrift.TException;

            """;

    private final Context context;

    InterfacesWriter(Context context) {
        this.context = context;
    }

    String write(Service service, List<JavaFunction> functions) {
        Service parent = service.parent();
        String extended = parent == null ? "" : " extends " + context.types().service(parent);
        return Template.of(INTERFACES)
                .with("doc", Javadoc.of(service.doc()))
                .with("extends", parent == null ? "" : extended + ".Iface")
                .with("extendsAsync", parent == null ? "" : extended + ".AsyncIface")
                .with(
                        "methods",
                        functions.stream().map(InterfacesWriter::method).collect(Collectors.joining()))
                .with(
                        "asyncMethods",
                        functions.stream()
                                .map(function -> function.template(ASYNC_METHOD).render())
                                .collect(Collectors.joining()))
                .render();
    }

    private static String method(JavaFunction function) {
        return function.template(METHOD)
                .with(
                        "doc",
                        Javadoc.of(
                                function.function().doc(), function.function().parameters()))
                .with("deprecated", Header.deprecated(function.function().annotations()))
                .render();
    }
}
