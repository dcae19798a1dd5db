package io.thriftboot.idl.java;

import io.thriftboot.idl.model.Program;

/** What all writers of a program's classes need. */
final class Context {

    private final Program program;
    private final JavaOptions options;
    private final JavaNames names;
    private final JavaTypes types;
    private final Header header;
    private int variables;

    Context(Program program, JavaOptions options, Header header) {
        this.program = program;
        this.options = options;
        this.names = new JavaNames(options);
        this.types = new JavaTypes(program, options);
        this.header = header;
    }

    Program program() {
        return program;
    }

    JavaOptions options() {
        return options;
    }

    JavaNames names() {
        return names;
    }

    JavaTypes types() {
        return types;
    }

    Header header() {
        return header;
    }

    /** A name that no other variable of the class has. */
    String variable(String prefix) {
        return prefix + variables++;
    }

    /** Begins a new class: its variables are its own. */
    void newClass() {
        variables = 0;
    }
}
