package io.thriftboot;

import java.util.List;
import org.apache.thrift.TBase;
import org.jspecify.annotations.Nullable;

/**
 * One call of a method, as interceptors see it on both sides.
 *
 * @param method what is called
 * @param args the arguments, in the struct that the Thrift compiler generated for them ({@code X.get_args})
 * @param context what surrounds the call
 * @since 0.1
 */
public record ThriftCall(MethodDescriptor method, TBase<?, ?> args, ThriftContext context) {

    /**
     * The arguments in the order of the IDL.
     *
     * @return one element an argument, {@code null} where it is unset
     */
    public List<@Nullable Object> arguments() {
        return method.argumentsOf(args);
    }

    /** Names the method only: arguments may be secret and long. */
    @Override
    public String toString() {
        return method.toString();
    }
}
