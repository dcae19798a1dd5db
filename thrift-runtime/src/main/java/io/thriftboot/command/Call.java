package io.thriftboot.command;

import io.thriftboot.model.BadJsonException;
import io.thriftboot.model.IdlDocs;
import io.thriftboot.model.IdlModel;
import io.thriftboot.model.MethodModel;
import io.thriftboot.model.ServiceModel;
import io.thriftboot.model.ThriftJson;
import io.thriftboot.model.ThriftModel;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.thrift.TException;

/**
 * Calls a method of any Thrift server, in whatever language it is written: {@code call HOST:PORT Service.method '{json}'}. What
 * it must know of the service is its IDL, or the documentation of that; no class is generated.
 *
 * @since 0.1
 */
public final class Call {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private Call() {}

    /**
     * Makes the call, prints the value as JSON, and exits with 0 if there was one or the method is oneway, 1 if the server answered
     * with an exception or could not be reached, 2 if the arguments are wrong.
     *
     * @param arguments options, address, method and JSON; {@code --help} prints them
     */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, arguments));
    }

    static int run(PrintStream out, PrintStream err, String... arguments) {
        try {
            CallOptions options = CallOptions.parse(arguments);
            if (options.help()) {
                out.println(CallOptions.TEXT);
                return DONE;
            }
            ThriftModel model = IdlModel.read(docs(options));
            model.warnings().forEach(err::println);
            return options.list() ? list(model, out) : call(options, model, out, err);
        } catch (BadJsonException ex) {
            err.println(ex.getMessage());
            return USAGE;
        } catch (IllegalArgumentException ex) {
            err.println(ex.getMessage());
            err.println(CallOptions.TEXT);
            return USAGE;
        } catch (IOException | TException ex) {
            err.println("error " + ex.getClass().getSimpleName() + ": " + ex.getMessage());
            return FAILED;
        }
    }

    private static IdlDocs docs(CallOptions options) throws IOException {
        if (options.docs().isEmpty()) {
            ClassLoader loader = Call.class.getClassLoader();
            return IdlDocs.onClassPath(loader == null ? ClassLoader.getSystemClassLoader() : loader);
        }
        IdlDocs docs = new IdlDocs();
        for (Path given : options.docs()) {
            for (Path file : Files.isDirectory(given) ? filesIn(given) : List.of(given)) {
                if (IdlFiles.isOne(file)) {
                    IdlFiles.add(file, options.includeDirectories(), docs);
                } else {
                    docs.add(file.toString(), Files.readString(file));
                }
            }
        }
        return docs;
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".json") || IdlFiles.isOne(file))
                    .sorted()
                    .toList();
        }
    }

    private static int list(ThriftModel model, PrintStream out) {
        model.services().forEach((name, service) -> service.methods()
                .values()
                .forEach(method -> out.println(name + '.' + method.name() + "  " + method)));
        return DONE;
    }

    private static int call(CallOptions options, ThriftModel model, PrintStream out, PrintStream err)
            throws IOException, TException {
        ServiceModel service = model.services().get(options.service());
        if (service == null) {
            throw new IllegalArgumentException("service: " + options.service() + " (expected: one of "
                    + model.services().keySet() + "; --doc names the documentation of others)");
        }
        MethodModel method = service.methods().get(options.method());
        if (method == null) {
            throw new IllegalArgumentException("method: " + options.method() + " (expected: one of "
                    + service.methods().keySet() + ")");
        }
        ThriftJson.Result result = new CallConnection(options).call(method, new ThriftJson(model));
        if (result.returned()) {
            out.println(result.body());
            return DONE;
        }
        err.println("exception " + result.exception() + ": " + result.body());
        return FAILED;
    }
}
