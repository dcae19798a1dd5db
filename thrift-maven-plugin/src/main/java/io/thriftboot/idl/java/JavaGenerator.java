package io.thriftboot.idl.java;

import io.thriftboot.idl.model.Constant;
import io.thriftboot.idl.model.Definition;
import io.thriftboot.idl.model.EnumType;
import io.thriftboot.idl.model.Program;
import io.thriftboot.idl.model.Service;
import io.thriftboot.idl.model.StructType;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Writes a program as Java classes of the shape that Apache's compiler gives them. */
public final class JavaGenerator {

    private final JavaOptions options;
    private final Header header;

    /**
     * Creates a generator.
     *
     * @param options how Java is written
     * @param date the date in annotations that name the generator
     */
    public JavaGenerator(JavaOptions options, LocalDate date) {
        this.options = options;
        this.header = new Header(options, date);
    }

    /** The classes of a program, without those of the programs it includes. */
    public List<JavaFile> generate(Program program) {
        Context context = new Context(program, options, header);
        List<JavaFile> files = new ArrayList<>();
        List<Constant> constants = program.definitions(Constant.class);
        if (!constants.isEmpty()) {
            files.add(new ConstantsWriter(context).write(constants));
        }
        for (Definition definition : program.definitions()) {
            if (definition instanceof EnumType type) {
                files.add(new EnumWriter(context).write(type));
            } else if (definition instanceof StructType type) {
                files.add(struct(context, type));
            } else if (definition instanceof Service service) {
                files.add(new ServiceWriter(context).write(service));
            }
        }
        return files;
    }

    private static JavaFile struct(Context context, StructType type) {
        return type.kind() == StructType.Kind.UNION
                ? new UnionWriter(context).write(type)
                : new StructWriter(context).write(type);
    }
}
