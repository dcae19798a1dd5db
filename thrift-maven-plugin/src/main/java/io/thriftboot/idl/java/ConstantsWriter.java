package io.thriftboot.idl.java;

import io.thriftboot.idl.model.Constant;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the class of a program's constants. */
final class ConstantsWriter {

    private static final String CONSTANTS = """
            ${suppressions}
            public class ${Class} {

              ${constants}
            }
            """;
    private static final String SCALAR = """
            ${doc}
            public static final ${type} ${name} = ${value};

            """;
    private static final String FILLED = """
            ${doc}
            public static final ${type} ${name} = ${value};
            static {
              ${statements}
            }

            """;

    private final Context context;

    ConstantsWriter(Context context) {
        this.context = context;
    }

    JavaFile write(List<Constant> constants) {
        String name = JavaNames.identifier(context.program().name()) + "Constants";
        String body = Template.of(CONSTANTS)
                .with("suppressions", Header.SUPPRESSIONS)
                .with("Class", name)
                .with("constants", constants.stream().map(this::constant).collect(Collectors.joining()))
                .render();
        return context.header().file(context, name, body);
    }

    private String constant(Constant constant) {
        ValueCode code = new ValueCode(context);
        String name = JavaNames.identifier(constant.name());
        code.fill(name, constant.type(), constant.value());
        return Template.of(ValueCode.isScalar(constant.type()) ? SCALAR : FILLED)
                .with("doc", Javadoc.of(constant.doc()))
                .with("type", context.types().name(constant.type()))
                .with("name", name)
                .with("value", code.start(constant.type(), constant.value()))
                .with("statements", code.statements())
                .render();
    }
}
