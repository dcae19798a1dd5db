package io.thriftboot.idl.java;

import io.thriftboot.idl.model.BaseType;
import io.thriftboot.idl.model.EnumType;

/** Writes {@code equals}, {@code hashCode} and {@code compareTo}. */
final class ComparisonWriter {

    private static final String EQUALS = """
            @Override
            public boolean equals(java.lang.Object that) {
              if (that instanceof ${Struct})
                return this.equals((${Struct})that);
              return false;
            }

            public boolean equals(${Struct} that) {
              if (that == null)
                return false;
              if (this == that)
                return true;

              ${fields}
              return true;
            }

            """;
    private static final String EQUAL_FIELD = """
            boolean this_present_${name} = true${thisSet};
            boolean that_present_${name} = true${thatSet};
            if (this_present_${name} || that_present_${name}) {
              if (!(this_present_${name} && that_present_${name}))
                return false;
              if (${unequal})
                return false;
            }

            """;
    private static final String HASH_CODE = """
            @Override
            public int hashCode() {
              int hashCode = 1;

              ${fields}
              return hashCode;
            }

            """;
    private static final String HASH_OPTIONAL = """
            hashCode = hashCode * 8191 + ((${isSet}) ? 131071 : 524287);
            if (${isSet})
              hashCode = hashCode * 8191 + ${hash};

            """;
    private static final String HASH = """
            hashCode = hashCode * 8191 + ${hash};

            """;
    private static final String COMPARE = """
            @Override
            public int compareTo(${Struct} other) {
              if (!getClass().equals(other.getClass())) {
                return getClass().getName().compareTo(other.getClass().getName());
              }

              int lastComparison = 0;

              ${fields}
              return 0;
            }

            """;
    private static final String COMPARE_FIELD = """
            lastComparison = java.lang.Boolean.compare(${isSet}, other.${isSet});
            if (lastComparison != 0) {
              return lastComparison;
            }
            if (${isSet}) {
              lastComparison = org.apache.thrift.TBaseHelper.compareTo(this.${var}, other.${var});
              if (lastComparison != 0) {
                return lastComparison;
              }
            }
            """;

    String write(JavaStruct struct) {
        return struct.template(EQUALS)
                        .with("fields", struct.each(ComparisonWriter::equal))
                        .render()
                + Template.of(HASH_CODE)
                        .with("fields", struct.each(ComparisonWriter::hash))
                        .render()
                + struct.template(COMPARE)
                        .with("fields", struct.each(field -> field.template(COMPARE_FIELD)
                                .render()))
                        .render();
    }

    private static boolean mayBeUnset(JavaField field) {
        return field.isOptional() || field.nullable();
    }

    private static String equal(JavaField field) {
        String unequal = field.nullable() ? "!this.${var}.equals(that.${var})" : "this.${var} != that.${var}";
        return field.template(EQUAL_FIELD)
                .with("thisSet", mayBeUnset(field) ? " && this." + field.isSet() : "")
                .with("thatSet", mayBeUnset(field) ? " && that." + field.isSet() : "")
                .with("unequal", field.template(unequal).render().strip())
                .render();
    }

    private static String hash(JavaField field) {
        return field.template(mayBeUnset(field) ? HASH_OPTIONAL : HASH)
                .with("hash", field.template(hashOf(field)).render().strip())
                .render();
    }

    private static String hashOf(JavaField field) {
        if (field.resolved() instanceof EnumType) {
            return "this.${var}.getValue()";
        }
        if (!(field.resolved() instanceof BaseType base)) {
            return "this.${var}.hashCode()";
        }
        return switch (base.kind()) {
            case BOOL -> "((this.${var}) ? 131071 : 524287)";
            case I8 -> "(int) (this.${var})";
            case I16, I32 -> "this.${var}";
            case I64, DOUBLE -> "org.apache.thrift.TBaseHelper.hashCode(this.${var})";
            case VOID, STRING, BINARY, UUID -> "this.${var}.hashCode()";
        };
    }
}
