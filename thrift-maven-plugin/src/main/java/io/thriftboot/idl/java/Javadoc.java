package io.thriftboot.idl.java;

import io.thriftboot.idl.model.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Documentation comments of the IDL as Java's. */
final class Javadoc {

    private Javadoc() {}

    /** A comment with the text, or nothing. */
    static String of(@Nullable String doc) {
        return doc == null || doc.isBlank() ? "" : comment(escape(doc));
    }

    /** A comment with the text and the documentation of parameters, or nothing. */
    static String of(@Nullable String doc, List<Field> parameters) {
        StringBuilder text = new StringBuilder(doc == null ? "" : escape(doc));
        for (Field parameter : parameters) {
            String parameterDoc = parameter.doc();
            if (parameterDoc != null) {
                text.append(text.length() == 0 || text.indexOf("\n@param") >= 0 ? "\n" : "\n\n")
                        .append("@param ")
                        .append(JavaNames.identifier(parameter.name()))
                        .append(' ')
                        .append(escape(parameterDoc));
            }
        }
        return text.toString().isBlank() ? "" : comment(text.toString().strip());
    }

    private static String comment(String text) {
        StringBuilder comment = new StringBuilder("/**\n");
        text.lines()
                .forEach(line -> comment.append((" * " + line).stripTrailing()).append('\n'));
        return comment.append(" */\n").toString();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("@", "&#64;")
                .replace("\\", "&#92;")
                .replace("*/", "*&#47;")
                .replace("/*", "&#47;*");
    }
}
