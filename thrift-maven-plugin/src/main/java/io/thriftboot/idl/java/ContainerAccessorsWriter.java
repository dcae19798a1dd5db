package io.thriftboot.idl.java;

import io.thriftboot.idl.model.ContainerType;
import io.thriftboot.idl.model.Type;

/** Writes the additional methods of fields that are containers: size, iterator, add, put. */
final class ContainerAccessorsWriter {

    private static final String SIZE = """
            ${deprecated}
            public int get${Cap}${Size}() {
              return (this.${var} == null) ? 0 : this.${var}.size();
            }

            """;
    private static final String OPTIONAL_SIZE = """
            ${deprecated}
            public ${Option}<Integer> get${Cap}${Size}() {
              if (this.${var} == null) {
                return ${Option}.${none}();
              } else {
                return ${Option}.${some}(this.${var}.size());
              }
            }

            """;
    private static final String ITERATOR = """
            ${deprecated}
            @org.apache.thrift.annotation.Nullable
            public java.util.Iterator<${Element}> get${Cap}${Iterator}() {
              return (this.${var} == null) ? null : this.${var}.iterator();
            }

            """;
    private static final String OPTIONAL_ITERATOR = """
            ${deprecated}
            public ${Option}<java.util.Iterator<${Element}>> get${Cap}${Iterator}() {
              if (this.${var} == null) {
                return ${Option}.${none}();
              } else {
                return ${Option}.${some}(this.${var}.iterator());
              }
            }

            """;
    private static final String ADD = """
            ${deprecated}
            public void add${To}${Cap}(${element} elem) {
              if (this.${var} == null) {
                this.${var} = ${new};
              }
              this.${var}.add(elem);
            }

            """;
    private static final String PUT = """
            ${deprecated}
            public void put${To}${Cap}(${key} key, ${val} val) {
              if (this.${var} == null) {
                this.${var} = ${new};
              }
              this.${var}.put(key, val);
            }

            """;

    private final Context context;

    ContainerAccessorsWriter(Context context) {
        this.context = context;
    }

    String write(JavaField field) {
        if (!(field.resolved() instanceof ContainerType container)) {
            return "";
        }
        boolean optional = field.isOptional() && OptionType.of(context.options()) != OptionType.NONE;
        String size = template(field, optional ? OPTIONAL_SIZE : SIZE).render();
        return size
                + (container instanceof ContainerType.MapType map
                        ? put(field, map)
                        : elements(field, JavaTypes.element(container), optional));
    }

    private String elements(JavaField field, Type element, boolean optional) {
        return template(field, optional ? OPTIONAL_ITERATOR : ITERATOR)
                        .with("Element", context.types().boxed(element))
                        .render()
                + template(field, ADD)
                        .with("element", context.types().name(element))
                        .render();
    }

    private String put(JavaField field, ContainerType.MapType map) {
        return template(field, PUT)
                .with("key", context.types().name(map.key()))
                .with("val", context.types().name(map.value()))
                .render();
    }

    private Template template(JavaField field, String text) {
        return field.template(text)
                .with(OptionType.of(context.options()).holes())
                .with("deprecated", Header.deprecated(field.field().annotations()))
                .with("Size", context.names().cap("size"))
                .with("Iterator", context.names().cap("iterator"))
                .with("To", context.names().cap("to"))
                .with("new", context.types().newContainer(field.type(), ""));
    }
}
