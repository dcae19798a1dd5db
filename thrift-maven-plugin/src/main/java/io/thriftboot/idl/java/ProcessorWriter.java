package io.thriftboot.idl.java;

import io.thriftboot.idl.model.Service;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the processor that calls an {@code Iface}. */
final class ProcessorWriter {

    private static final String PROCESSOR = """
            public static class Processor<I extends Iface> extends ${parent}<I> implements org.apache.thrift.TProcessor {
              private static final org.slf4j.Logger _LOGGER = org.slf4j.LoggerFactory.getLogger(Processor.class.getName());
              public Processor(I iface) {
                super(iface, getProcessMap(new java.util.HashMap<${entry}>()));
              }

              protected Processor(I iface, java.util.Map<${entry}> processMap) {
                super(iface, getProcessMap(processMap));
              }

              private static <I extends Iface> java.util.Map<${entry}> getProcessMap(java.util.Map<${entry}> processMap) {
                ${puts}
                return processMap;
              }

              ${functions}
            }

            """;
    private static final String ENTRY =
            "java.lang.String, org.apache.thrift.ProcessFunction<I, ? extends org.apache.thrift.TBase${result}>";
    private static final String FUNCTION = """
            public static class ${Class}<I extends Iface> extends org.apache.thrift.ProcessFunction<I, ${args}, ${result}> {
              public ${Class}() {
                super("${name}");
              }

              @Override
              public ${args} getEmptyArgsInstance() {
                return new ${args}();
              }

              @Override
              public boolean isOneway() {
                return ${oneway};
              }

              ${idempotent}
              @Override
              protected boolean rethrowUnhandledExceptions() {
                return ${rethrow};
              }

              @Override
              public ${result} getEmptyResultInstance() {
                return ${empty};
              }

              @Override
              public ${result} getResult(I iface, ${args} args) throws org.apache.thrift.TException {
                ${body}
              }
            }

            """;
    /** Written without an annotation, so that the code compiles with libthrift alone. */
    private static final String IDEMPOTENT = """
            public boolean isIdempotent() {
              return true;
            }

            """;

    private static final String TRY = """
            try {
              ${body}
            }${catches}
            """;

    private final Context context;

    ProcessorWriter(Context context) {
        this.context = context;
    }

    String write(Service service, List<JavaFunction> functions) {
        Service parent = service.parent();
        return Template.of(PROCESSOR)
                .with(
                        "parent",
                        parent == null
                                ? "org.apache.thrift.TBaseProcessor"
                                : context.types().service(parent) + ".Processor")
                .with("entry", ENTRY.replace("${result}", ", ? extends org.apache.thrift.TBase"))
                .with("puts", puts(functions))
                .with("functions", functions.stream().map(this::function).collect(Collectors.joining()))
                .render();
    }

    /** The statements that fill the map of functions. */
    static String puts(List<JavaFunction> functions) {
        return functions.stream()
                .map(function -> function.template("processMap.put(\"${name}\", new ${Class}());")
                        .render())
                .collect(Collectors.joining());
    }

    private String function(JavaFunction function) {
        return function.template(FUNCTION)
                .with("idempotent", function.function().isIdempotent() ? IDEMPOTENT : "")
                .with("rethrow", context.options().has("rethrow_unhandled_exceptions"))
                .with(
                        "empty",
                        function.function().oneway()
                                ? "null"
                                : "new " + function.function().name() + "_result()")
                .with("body", body(function))
                .render();
    }

    private static String body(JavaFunction function) {
        String call = function.template("iface.${method}(${arguments});")
                .with("arguments", arguments(function))
                .render();
        if (function.function().oneway()) {
            return call + "return null;\n";
        }
        return function.template("${result} __result = getEmptyResultInstance();")
                        .render()
                + tried(function, function.function().isVoid() ? call : "__result.success = " + call + mark(function))
                + "return __result;\n";
    }

    private static String arguments(JavaFunction function) {
        return function.parameters().stream()
                .map(parameter -> "args." + parameter.variable())
                .collect(Collectors.joining(", "));
    }

    /** What marks a result as set that cannot be null. */
    private static String mark(JavaFunction function) {
        JavaField success = function.success();
        return success.nullable() ? "" : "__result." + success.setIsSet() + "(true);\n";
    }

    private static String tried(JavaFunction function, String body) {
        if (function.exceptions().isEmpty()) {
            return body;
        }
        String catches = function.exceptions().stream()
                .map(exception -> exception
                        .template(" catch (${type} __e) {\n  __result.${var} = __e;\n}")
                        .render()
                        .stripTrailing())
                .collect(Collectors.joining());
        return Template.of(TRY.replace("${catches}", catches))
                .with("body", body)
                .render();
    }
}
