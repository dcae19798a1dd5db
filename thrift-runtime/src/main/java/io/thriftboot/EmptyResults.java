package io.thriftboot;

import java.util.function.Supplier;
import org.apache.thrift.ProcessFunction;
import org.apache.thrift.TBase;
import org.jspecify.annotations.Nullable;

/** Makes empty results of a method. Classes that were generated for libthrift before 0.21 have no method for that. */
final class EmptyResults {

    private static final String ARGS = "_args";
    private static final String RESULT = "_result";

    private EmptyResults() {}

    /** A supplier of new results, of {@code null} if the method is oneway. */
    static Supplier<@Nullable TBase<?, ?>> of(ProcessFunction<?, ?, ?> function) {
        try {
            TBase<?, ?> first = function.getEmptyResultInstance();
            return first == null ? () -> null : function::getEmptyResultInstance;
        } catch (AbstractMethodError ex) {
            return function.isOneway() ? () -> null : older(function, ex);
        }
    }

    /** The compiler has always generated the result beside the arguments, with a copy constructor. */
    private static Supplier<@Nullable TBase<?, ?>> older(ProcessFunction<?, ?, ?> function, AbstractMethodError cause) {
        Class<?> args = function.getEmptyArgsInstance().getClass();
        String name = args.getName().substring(0, args.getName().length() - ARGS.length()) + RESULT;
        try {
            TBase<?, ?> empty = Class.forName(name, true, args.getClassLoader())
                    .asSubclass(TBase.class)
                    .getConstructor()
                    .newInstance();
            return empty::deepCopy;
        } catch (ReflectiveOperationException ex) {
            cause.addSuppressed(ex);
            throw cause;
        }
    }
}
