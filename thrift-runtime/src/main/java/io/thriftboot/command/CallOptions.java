package io.thriftboot.command;

import io.thriftboot.protocol.MessageLimits;
import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.LayeredTransport;
import io.thriftboot.transport.WireFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The arguments of the command. */
final class CallOptions {

    static final String TEXT = """
            usage: call [options] ADDRESS Service.method ['{"argument": value}']
                   call [options] --list
              ADDRESS              host:port or unix:/path
              --doc file           the IDL (.thrift; needs thrift-maven-plugin on the class path), its documentation (JSON),
                                   or a folder of such files; more than once; default: META-INF/thrift on the class path.
                                   thrift-maven-plugin and "thrift --gen json" write documentation
              -I dir               where included files are looked for that do not lie beside the including one; more than once
              --protocol name      binary, compact, json or header (default: binary)
              --transport name     framed, buffered or zlib (default: framed)
              --multiplexed        send the service's name, for servers with several services
              --header name=value  more than once; needs --protocol header
              --timeout time       such as 5s or 500ms (default: 5s)
              --list               print what can be called
              --help               print this
            exit code: 0 if there is a value, 1 if there is an exception or no answer, 2 if the arguments are wrong""";

    private final List<Path> docs = new ArrayList<>();
    private final List<Path> includeDirectories = new ArrayList<>();
    private final List<String> operands = new ArrayList<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private ThriftProtocol protocol = ThriftProtocol.BINARY;
    private LayeredTransport transport = LayeredTransport.FRAMED;
    private Duration timeout = Duration.ofSeconds(5);
    private boolean multiplexed;
    private boolean list;
    private boolean help;

    private CallOptions() {}

    /**
     * Reads the arguments.
     *
     * @throws IllegalArgumentException if they are wrong
     */
    static CallOptions parse(String... arguments) {
        CallOptions options = new CallOptions();
        Deque<String> rest = new ArrayDeque<>(List.of(arguments));
        while (!rest.isEmpty()) {
            options.add(rest.pop(), rest);
        }
        options.check();
        return options;
    }

    private void add(String argument, Deque<String> rest) {
        switch (argument) {
            case "-h", "--help" -> help = true;
            case "--list" -> list = true;
            case "--multiplexed" -> multiplexed = true;
            case "--doc" -> docs.add(Path.of(value(argument, rest)));
            case "-I" -> includeDirectories.add(Path.of(value(argument, rest)));
            case "--protocol" -> protocol = constant(ThriftProtocol.class, argument, value(argument, rest));
            case "--transport" -> transport = constant(LayeredTransport.class, argument, value(argument, rest));
            case "--header" -> header(value(argument, rest));
            case "--timeout" -> timeout = duration(value(argument, rest));
            default -> {
                if (argument.startsWith("--")) {
                    throw new IllegalArgumentException("option: " + argument + " (expected: one of those below)");
                }
                operands.add(argument);
            }
        }
    }

    private static String value(String option, Deque<String> rest) {
        if (rest.isEmpty()) {
            throw new IllegalArgumentException(option + ": nothing (expected: a value)");
        }
        return rest.pop();
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String option, String value) {
        try {
            E constant = Enum.valueOf(type, value.toUpperCase(Locale.ROOT).replace('-', '_'));
            if (!constant.name().equals("AUTO")) {
                return constant;
            }
        } catch (IllegalArgumentException ex) {
            throw new IllegalArgumentException(option + ": " + value + " (expected: one of those below)", ex);
        }
        throw new IllegalArgumentException(option + ": " + value + " (expected: what the server speaks)");
    }

    private void header(String value) {
        int equals = value.indexOf('=');
        if (equals <= 0) {
            throw new IllegalArgumentException("--header: " + value + " (expected: name=value)");
        }
        headers.put(value.substring(0, equals), value.substring(equals + 1));
    }

    private static Duration duration(String value) {
        String text = value.strip().toLowerCase(Locale.ROOT);
        String digits = text.replaceAll("(ms|s)$", "");
        if (!digits.matches("[1-9]\\d{0,8}")) {
            throw new IllegalArgumentException("--timeout: " + value + " (expected: such as 5s or 500ms)");
        }
        long number = Long.parseLong(digits);
        return text.endsWith("ms") ? Duration.ofMillis(number) : Duration.ofSeconds(number);
    }

    private void check() {
        if (help || list) {
            return;
        }
        if (operands.size() < 2 || operands.size() > 3 || operands.get(1).lastIndexOf('.') <= 0) {
            throw new IllegalArgumentException(
                    "arguments: " + operands.size() + " (expected: an address, Service.method and JSON text)");
        }
        if (!headers.isEmpty() && protocol != ThriftProtocol.HEADER) {
            throw new IllegalArgumentException("--header: needs --protocol header (expected: that, or no header)");
        }
        if (endpoint().isHttp()) {
            throw new IllegalArgumentException(
                    "address: " + operands.get(0) + " (expected: host:port or unix:/path; curl calls web servers)");
        }
    }

    boolean help() {
        return help;
    }

    boolean list() {
        return list;
    }

    List<Path> docs() {
        return docs;
    }

    List<Path> includeDirectories() {
        return includeDirectories;
    }

    Endpoint endpoint() {
        return Endpoint.parse(operands.get(0));
    }

    String service() {
        String name = operands.get(1);
        return name.substring(0, name.lastIndexOf('.'));
    }

    String method() {
        String name = operands.get(1);
        return name.substring(name.lastIndexOf('.') + 1);
    }

    String json() {
        return operands.size() < 3 ? "{}" : operands.get(2);
    }

    Map<String, String> headers() {
        return headers;
    }

    Duration timeout() {
        return timeout;
    }

    /** The name of a method in messages. */
    String wireName() {
        String service = service();
        return multiplexed ? service.substring(service.lastIndexOf('.') + 1) + ':' + method() : method();
    }

    WireFormat wireFormat() {
        return new WireFormat(protocol, transport, MessageLimits.DEFAULT, true);
    }
}
