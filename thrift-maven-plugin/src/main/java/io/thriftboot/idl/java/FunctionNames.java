package io.thriftboot.idl.java;

import io.thriftboot.idl.model.Field;
import io.thriftboot.idl.model.Function;
import io.thriftboot.idl.model.Service;
import io.thriftboot.idl.model.Type;
import io.thriftboot.idl.syntax.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Refuses names of functions that a Java class has already. */
final class FunctionNames {

    /** The nested classes of every service. */
    private static final Set<String> NESTED =
            Set.of("Iface", "AsyncIface", "Client", "AsyncClient", "Processor", "AsyncProcessor", "Factory");

    /** What clients call their own variables. */
    private static final Set<String> VARIABLES =
            Set.of("method_call", "resultHandler", "client", "protocolFactory", "transport");

    /** Methods without parameters that every class or every client of libthrift has. */
    private static final Set<String> METHODS = Set.of(
            "getClass",
            "wait",
            "notify",
            "notifyAll",
            "hashCode",
            "toString",
            "clone",
            "getInputProtocol",
            "getOutputProtocol");

    /** Classes beside those that processors have for each function. */
    private static final Set<String> CLASSES = Set.of("Iface", "Processor");

    private final Context context;
    private final FieldNames fields;
    private final Places places;
    private final Problems problems;

    FunctionNames(Context context, FieldNames fields, Places places, Problems problems) {
        this.context = context;
        this.fields = fields;
        this.places = places;
        this.problems = problems;
    }

    void check(Service service) {
        Map<String, String> members = new HashMap<>();
        for (Function function : service.functions()) {
            String other = isOfTheClass(function) ? "the class" : null;
            for (String member : members(function)) {
                String owner = members.putIfAbsent(member, function.name());
                other = other == null ? owner : other;
            }
            refuse(service.name() + "." + function.name(), "function " + function.name(), other);
            fields(service, function);
        }
        Set<String> nested = new HashSet<>(NESTED);
        service.functions().forEach(function -> nested.addAll(classes(function)));
        if (nested.contains(service.name())) {
            refuse(service.name(), "service " + service.name(), "its own nested class");
        }
        service.functions().forEach(function -> types(service, function, nested));
    }

    private void refuse(String path, String subject, @Nullable String other) {
        if (other != null) {
            problems.error(
                    places.of(path),
                    "Java members of %s: those of %s (expected: another name)".formatted(subject, other));
        }
    }

    private void fields(Service service, Function function) {
        JavaFunction java = new JavaFunction(function, context);
        String path = service.name() + "." + function.name();
        fields.check(path, java.arguments());
        if (!function.oneway()) {
            fields.check(path, java.result());
        }
        function.parameters().stream()
                .map(Field::name)
                .filter(VARIABLES::contains)
                .forEach(name -> refuse(path + "." + name, "parameter " + name, "the client"));
    }

    /** A type of this program is named without its package, so a nested class of its name would be meant. */
    private void types(Service service, Function function, Set<String> nested) {
        Stream<Type> used = Stream.concat(
                Stream.of(function.result()),
                Stream.concat(function.parameters().stream(), function.exceptions().stream())
                        .map(Field::type));
        used.flatMap(type -> Stream.of(context.types().boxed(type).split("[<>,]")))
                .filter(nested::contains)
                .distinct()
                .forEach(name -> problems.error(
                        places.of(service.name() + "." + function.name()),
                        "type %s in function %s: hidden by the class %s of service %s (expected: another name)"
                                .formatted(name, function.name(), name, service.name())));
    }

    private boolean isOfTheClass(Function function) {
        String method = context.names().method(function.name());
        boolean finalizer = method.equals("finalize") && !function.isVoid();
        return CLASSES.contains(function.name())
                || (function.parameters().isEmpty() && (METHODS.contains(method) || finalizer));
    }

    /** Its methods in clients with their parameters' types, and its nested classes. */
    private List<String> members(Function function) {
        String parameters = function.parameters().stream()
                .map(Field::type)
                .map(context.types()::erased)
                .toList()
                .toString();
        String name = function.name();
        List<String> members = new ArrayList<>(List.of(
                context.names().method(name) + parameters,
                context.names().part("send", name) + parameters,
                context.names().part("recv", name) + "[]"));
        classes(function).forEach(type -> members.add("class " + type));
        return members;
    }

    private static List<String> classes(Function function) {
        String name = function.name();
        return List.of(JavaNames.identifier(name), name + "_args", name + "_result", name + "_call");
    }
}
