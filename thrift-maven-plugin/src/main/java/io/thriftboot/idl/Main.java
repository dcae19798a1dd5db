package io.thriftboot.idl;

import io.thriftboot.idl.java.JavaOptions;
import io.thriftboot.idl.syntax.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The compiler on the command line. */
public final class Main {

    private Main() {}

    /** Runs the compiler. */
    public static void main(String[] args) throws IOException {
        List<Path> files = Arrays.stream(args).skip(1).map(Path::of).toList();
        Problems p = new ThriftCompiler(List.of(), JavaOptions.DEFAULT).compile(files, Path.of(args[0]));
        p.errors().forEach(System.err::println);
    }
}
