package io.thriftboot.idl.java;

import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;

/** What stands at the top of classes: the notice, the package and the annotations. */
final class Header {

    static final String SUPPRESSIONS =
            "@SuppressWarnings({\"cast\", \"rawtypes\", \"serial\", \"unchecked\", \"unused\"})\n";

    private static final String NOTICE = """
            /*
             * Generated from ${file} by Thrift for Spring Boot. Do not edit: changes are lost.
             */
            ${package}

            ${body}
            """;

    private final JavaOptions options;
    private final LocalDate date;

    Header(JavaOptions options, LocalDate date) {
        this.options = options;
        this.date = date;
    }

    /** A class in its file. */
    JavaFile file(Context context, String className, String body) {
        String javaPackage = context.program().javaPackage();
        String content = Template.of(NOTICE)
                .with("file", context.program().file().getFileName())
                .with("package", javaPackage.isEmpty() ? "" : "package " + javaPackage + ";")
                .with("body", body)
                .render();
        String directory = javaPackage.isEmpty() ? "" : javaPackage.replace('.', '/') + "/";
        return new JavaFile(directory + className + ".java", Ascii.escape(content));
    }

    /** The annotation that names the generator, if asked for. */
    String generated() {
        boolean asked = options.has("generated_annotations")
                || options.has("generated_annotations=undated")
                || options.has("jakarta_annotations");
        if (!asked || options.has("generated_annotations=suppress")) {
            return "";
        }
        String day = options.has("generated_annotations=undated") ? "" : ", date = \"" + date + "\"";
        return "@%s.annotation.Generated(value = \"Thrift for Spring Boot\"%s)%n"
                .formatted(options.has("jakarta_annotations") ? "jakarta" : "javax", day)
                .replace("\r\n", "\n");
    }

    /** The annotation of what the IDL marks as deprecated. */
    static String deprecated(SortedMap<String, List<String>> annotations) {
        return annotations.containsKey("deprecated") ? "@Deprecated\n" : "";
    }
}
