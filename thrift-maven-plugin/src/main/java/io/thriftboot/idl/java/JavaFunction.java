package io.thriftboot.idl.java;

import io.thriftboot.idl.model.Field;
import io.thriftboot.idl.model.Function;
import io.thriftboot.idl.model.StructType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A function with its Java names. */
final class JavaFunction {

    private final Function function;
    private final Context context;

    JavaFunction(Function function, Context context) {
        this.function = function;
        this.context = context;
    }

    Function function() {
        return function;
    }

    /** The parameters with their names. */
    List<JavaField> parameters() {
        return fields(function.parameters());
    }

    /** The declared exceptions with their names. */
    List<JavaField> exceptions() {
        return fields(function.exceptions());
    }

    private List<JavaField> fields(List<Field> fields) {
        return fields.stream().map(field -> new JavaField(field, context)).toList();
    }

    /** The struct of the arguments. */
    StructType arguments() {
        return StructType.of(context.program(), function.name() + "_args", function.parameters());
    }

    /** The struct of the result. */
    StructType result() {
        List<Field> fields = new ArrayList<>();
        if (!function.isVoid()) {
            fields.add(new Field(
                    "success", 0, Field.Presence.DEFAULT, function.result(), null, null, Collections.emptySortedMap()));
        }
        fields.addAll(function.exceptions());
        return StructType.of(context.program(), function.name() + "_result", fields);
    }

    /** The result as a field. */
    JavaField success() {
        return new JavaField(
                new Field(
                        "success",
                        0,
                        Field.Presence.DEFAULT,
                        function.result(),
                        null,
                        null,
                        Collections.emptySortedMap()),
                context);
    }

    /** A template whose holes for a function's names are filled. */
    Template template(String text) {
        return Template.of(text).with(names()).with(signature());
    }

    private Map<String, String> names() {
        String name = function.name();
        return Map.of(
                "name", name,
                "Class", JavaNames.identifier(name),
                "method", context.names().method(name),
                "send", context.names().part("send", name),
                "recv", context.names().part("recv", name),
                "args", name + "_args",
                "call", name + "_call",
                "result", function.oneway() ? "org.apache.thrift.TBase" : name + "_result",
                "oneway", String.valueOf(function.oneway()));
    }

    private Map<String, String> signature() {
        String parameters = join(parameters(), "${type} ${var}");
        String variables = join(parameters(), "${var}");
        return Map.of(
                "type",
                context.types().name(function.result()),
                "boxed",
                context.types().boxed(function.result()),
                "parameters",
                parameters,
                "parametersAnd",
                parameters.isEmpty() ? "" : parameters + ", ",
                "variables",
                variables,
                "variablesAnd",
                variables.isEmpty() ? "" : variables + ", ",
                "throws",
                function.exceptions().stream()
                        .map(exception -> context.types().boxed(exception.type()) + ", ")
                        .collect(Collectors.joining()));
    }

    private static String join(List<JavaField> fields, String text) {
        return fields.stream()
                .map(field -> field.template(text).render().strip())
                .collect(Collectors.joining(", "));
    }

    /** What a template gives for each parameter, one after the other. */
    String eachParameter(String text) {
        return parameters().stream().map(field -> field.template(text).render()).collect(Collectors.joining());
    }
}
