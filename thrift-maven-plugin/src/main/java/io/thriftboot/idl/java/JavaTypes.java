package io.thriftboot.idl.java;

import io.thriftboot.idl.model.BaseType;
import io.thriftboot.idl.model.ContainerType;
import io.thriftboot.idl.model.ContainerType.ListType;
import io.thriftboot.idl.model.ContainerType.MapType;
import io.thriftboot.idl.model.ContainerType.SetType;
import io.thriftboot.idl.model.EnumType;
import io.thriftboot.idl.model.Program;
import io.thriftboot.idl.model.Service;
import io.thriftboot.idl.model.StructType;
import io.thriftboot.idl.model.Type;
import java.util.Locale;

/** Java types for the types of the IDL, as seen from one program's package. */
final class JavaTypes {

    private final Program program;
    private final boolean sorted;

    JavaTypes(Program program, JavaOptions options) {
        this.program = program;
        this.sorted = options.sortedContainers();
    }

    static boolean isNullable(Type type) {
        Type resolved = type.resolved();
        return !(resolved instanceof BaseType base)
                || base.kind() == BaseType.Kind.STRING
                || base.kind() == BaseType.Kind.BINARY
                || base.kind() == BaseType.Kind.UUID;
    }

    static boolean isContainer(Type type) {
        return type.resolved() instanceof ContainerType;
    }

    /** The type of a variable. */
    String name(Type type) {
        return type.resolved() instanceof BaseType base ? primitive(base.kind()) : boxed(type);
    }

    /** The type as a type argument. */
    String boxed(Type type) {
        Type resolved = type.resolved();
        if (resolved instanceof BaseType base) {
            return box(base.kind());
        }
        return resolved instanceof ContainerType container
                ? erased(container) + arguments(container)
                : qualified(resolved, false);
    }

    /** The type without type arguments. */
    String erased(Type type) {
        Type resolved = type.resolved();
        if (resolved instanceof ListType) {
            return "java.util.List";
        }
        if (resolved instanceof SetType) {
            return "java.util.Set";
        }
        return resolved instanceof MapType ? "java.util.Map" : boxed(resolved);
    }

    /** The class of new values. */
    String implementation(Type type) {
        Type resolved = type.resolved();
        if (resolved instanceof SetType set) {
            return (sorted ? "java.util.TreeSet" : "java.util.HashSet") + arguments(set);
        }
        if (resolved instanceof MapType map) {
            String plain = sorted ? "java.util.TreeMap" : "java.util.HashMap";
            return (isEnumMap(map) ? "java.util.EnumMap" : plain) + arguments(map);
        }
        return resolved instanceof ListType list ? "java.util.ArrayList" + arguments(list) : boxed(resolved);
    }

    /** An expression for a new container; capacity may be empty. */
    String newContainer(Type type, String capacity) {
        Type resolved = type.resolved();
        if (resolved instanceof SetType set && isEnumSet(set)) {
            return "java.util.EnumSet.noneOf(" + boxed(set.element()) + ".class)";
        }
        if (resolved instanceof MapType map && isEnumMap(map)) {
            return "new " + implementation(map) + "(" + boxed(map.key()) + ".class)";
        }
        boolean sized = resolved instanceof ListType || !sorted;
        return "new " + implementation(resolved) + "(" + (sized ? capacity : "") + ")";
    }

    private boolean isEnumSet(SetType type) {
        return !sorted && type.element().resolved() instanceof EnumType;
    }

    private boolean isEnumMap(MapType type) {
        return !sorted && type.key().resolved() instanceof EnumType;
    }

    private String arguments(ContainerType type) {
        if (type instanceof MapType map) {
            return "<" + boxed(map.key()) + "," + boxed(map.value()) + ">";
        }
        return "<" + boxed(element(type)) + ">";
    }

    static Type element(ContainerType type) {
        return type instanceof SetType set ? set.element() : ((ListType) type).element();
    }

    /** The class of a struct or enum with its package. */
    String qualified(Type type) {
        return qualified(type.resolved(), true);
    }

    private String qualified(Type type, boolean always) {
        return type instanceof StructType struct
                ? qualified(struct.program(), struct.name(), always)
                : qualified(((EnumType) type).program(), ((EnumType) type).name(), always);
    }

    /** The class of a service. */
    String service(Service service) {
        return qualified(service.program(), service.name(), false);
    }

    private String qualified(Program owner, String name, boolean always) {
        boolean prefixed = (always || owner != program) && !owner.javaPackage().isEmpty();
        return (prefixed ? owner.javaPackage() + "." : "") + JavaNames.identifier(name);
    }

    private static String primitive(BaseType.Kind kind) {
        return switch (kind) {
            case VOID -> "void";
            case BOOL -> "boolean";
            case I8 -> "byte";
            case I16 -> "short";
            case I32 -> "int";
            case I64 -> "long";
            case DOUBLE -> "double";
            case STRING, BINARY, UUID -> box(kind);
        };
    }

    private static String box(BaseType.Kind kind) {
        return switch (kind) {
            case VOID -> "Void";
            case BOOL -> "java.lang.Boolean";
            case I8 -> "java.lang.Byte";
            case I16 -> "java.lang.Short";
            case I32 -> "java.lang.Integer";
            case I64 -> "java.lang.Long";
            case DOUBLE -> "java.lang.Double";
            case STRING -> "java.lang.String";
            case BINARY -> "java.nio.ByteBuffer";
            case UUID -> "java.util.UUID";
        };
    }

    /** The constant of {@code TType} for how a type is written. */
    static String wireType(Type type) {
        return "org.apache.thrift.protocol.TType." + (type.resolved() instanceof EnumType ? "I32" : kind(type));
    }

    /** The constant of {@code TType} for what a type is. */
    static String metaType(Type type) {
        return "org.apache.thrift.protocol.TType." + kind(type);
    }

    private static String kind(Type type) {
        Type resolved = type.resolved();
        if (resolved instanceof BaseType base) {
            return switch (base.kind()) {
                case I8 -> "BYTE";
                case BINARY -> "STRING";
                default -> base.kind().name();
            };
        }
        if (resolved instanceof ContainerType) {
            return resolved.getClass().getSimpleName().replace("Type", "").toUpperCase(Locale.ROOT);
        }
        return resolved instanceof EnumType ? "ENUM" : "STRUCT";
    }
}
