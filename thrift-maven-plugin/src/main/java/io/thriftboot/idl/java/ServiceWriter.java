package io.thriftboot.idl.java;

import io.thriftboot.idl.model.Service;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the class of a service. */
final class ServiceWriter {

    private static final String SERVICE = """
            ${generated}
            ${suppressions}
            ${deprecated}
            public class ${Service} {

              ${members}
              ${structs}
            }
            """;

    private final Context context;

    ServiceWriter(Context context) {
        this.context = context;
    }

    JavaFile write(Service service) {
        context.newClass();
        List<JavaFunction> functions = service.functions().stream()
                .map(function -> new JavaFunction(function, context))
                .toList();
        String className = JavaNames.identifier(service.name());
        String body = Template.of(SERVICE)
                .with("generated", context.header().generated())
                .with("suppressions", Header.SUPPRESSIONS)
                .with("deprecated", Header.deprecated(service.annotations()))
                .with("Service", className)
                .with("members", members(service, functions))
                .with("structs", functions.stream().map(this::structs).collect(Collectors.joining()))
                .render();
        return context.header().file(context, className, body);
    }

    private String members(Service service, List<JavaFunction> functions) {
        boolean future = context.options().has("future_iface");
        InterfacesWriter interfaces = new InterfacesWriter(context);
        FutureWriter futures = new FutureWriter(context);
        return interfaces.write(service, functions)
                + (future ? futures.iface(service, functions) : "")
                + new ClientWriter(context).write(service, functions)
                + new AsyncClientWriter(context).write(service, functions)
                + (future ? futures.client(service, functions) : "")
                + new ProcessorWriter(context).write(service, functions)
                + new AsyncProcessorWriter(context).write(service, functions);
    }

    private String structs(JavaFunction function) {
        StructWriter structs = new StructWriter(context);
        String arguments = structs.nested(function.arguments(), false) + "\n";
        return function.function().oneway() ? arguments : arguments + structs.nested(function.result(), true) + "\n";
    }
}
