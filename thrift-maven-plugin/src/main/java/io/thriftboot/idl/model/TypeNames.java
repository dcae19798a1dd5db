package io.thriftboot.idl.model;

import java.util.Locale;

/** How types are called in messages: as in the IDL. */
final class TypeNames {

    private TypeNames() {}

    static String of(Type type) {
        if (type instanceof BaseType base) {
            return base.kind().name().toLowerCase(Locale.ROOT);
        }
        if (type instanceof ContainerType.ListType list) {
            return "list<" + of(list.element()) + ">";
        }
        if (type instanceof ContainerType.SetType set) {
            return "set<" + of(set.element()) + ">";
        }
        if (type instanceof ContainerType.MapType map) {
            return "map<" + of(map.key()) + ", " + of(map.value()) + ">";
        }
        return ((Definition) type).name();
    }
}
