package io.thriftboot.idl.java;

import io.thriftboot.idl.model.EnumType;
import io.thriftboot.idl.model.Function;
import io.thriftboot.idl.model.Program;
import io.thriftboot.idl.model.Service;
import io.thriftboot.idl.model.StructType;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells GraalVM's native-image which of a program's classes are used by reflection, in the format of its file {@code
 * reachability-metadata.json}: libthrift makes empty structs, and looks for enum values by number; thrift-runtime reads services
 * from their processors, and makes clients of their interfaces.
 */
public final class NativeImageMetadata {

    private static final String CONSTRUCTORS = "allPublicConstructors";
    private static final String METHODS = "allPublicMethods";

    private final String prefix;
    private final List<String> interfaces = new ArrayList<>();
    private final List<String> entries = new ArrayList<>();

    private NativeImageMetadata(Program program, JavaOptions options) {
        this.prefix = program.javaPackage().isEmpty() ? "" : program.javaPackage() + ".";
        interfaces.addAll(List.of("Iface", "AsyncIface"));
        if (options.has("future_iface")) {
            interfaces.add("FutureIface");
        }
    }

    /**
     * The metadata of a program, without those of the programs it includes.
     *
     * @param program what was compiled
     * @param options how it was
     * @return JSON text
     */
    public static String generate(Program program, JavaOptions options) {
        NativeImageMetadata metadata = new NativeImageMetadata(program, options);
        program.definitions(EnumType.class).forEach(type -> metadata.add(JavaNames.identifier(type.name()), METHODS));
        program.definitions(StructType.class)
                .forEach(type -> metadata.add(JavaNames.identifier(type.name()), CONSTRUCTORS));
        program.definitions(Service.class).forEach(metadata::addService);
        return "{\n  \"reflection\": [\n    " + String.join(",\n    ", metadata.entries) + "\n  ]\n}\n";
    }

    private void addService(Service service) {
        String name = JavaNames.identifier(service.name());
        entries.add("{\"type\": \"" + prefix + name + "\"}");
        for (String nested : interfaces) {
            add(name + "$" + nested, METHODS);
            entries.add("{\"type\": {\"proxy\": [\"" + prefix + name + "$" + nested + "\"]}}");
        }
        for (String processor : List.of("$Processor", "$AsyncProcessor")) {
            add(name + processor, CONSTRUCTORS);
            service.functions()
                    .forEach(function -> add(name + processor + "$" + JavaNames.identifier(function.name()), METHODS));
        }
        service.functions().forEach(function -> addStructs(name, function));
    }

    private void addStructs(String service, Function function) {
        add(service + "$" + function.name() + "_args", CONSTRUCTORS);
        if (!function.oneway()) {
            add(service + "$" + function.name() + "_result", CONSTRUCTORS);
        }
    }

    private void add(String name, String members) {
        entries.add("{\"type\": \"" + prefix + name + "\", \"" + members + "\": true}");
    }
}
