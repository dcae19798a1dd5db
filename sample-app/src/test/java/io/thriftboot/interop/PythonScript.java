package io.thriftboot.interop;

import java.util.List;

/** The scripts for Python of {@code src/test}, for tests elsewhere. */
public final class PythonScript {

    private PythonScript() {}

    /** What a script prints. Skips the test where Apache Thrift's library for Python is missing. */
    public static List<String> run(String name, Object... arguments) throws Exception {
        StockLanguage.PYTHON.prepare();
        return StockLanguage.PYTHON.script(name, List.of(arguments)).run();
    }
}
