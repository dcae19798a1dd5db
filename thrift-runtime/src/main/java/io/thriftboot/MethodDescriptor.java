package io.thriftboot;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.thrift.AsyncProcessFunction;
import org.apache.thrift.ProcessFunction;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TBase;
import org.apache.thrift.TException;
import org.apache.thrift.TFieldIdEnum;
import org.apache.thrift.async.AsyncMethodCallback;
import org.jspecify.annotations.Nullable;

/**
 * A method of a Thrift service: its name on the wire, its structs of arguments and result, and how a handler is called.
 * Read once from the code that the Thrift compiler generated.
 *
 * @since 0.1
 */
public final class MethodDescriptor {

    private static final short SUCCESS = 0;

    /** The annotation of the argument that carries the transaction id. */
    private static final String TRANSACTION_ID = "transaction_id";

    private final String serviceName;
    private final String multiplexedName;
    private final Map<InterfaceKind, Method> javaMethods;

    @SuppressWarnings("rawtypes")
    private final ProcessFunction function;

    @SuppressWarnings("rawtypes")
    private final @Nullable AsyncProcessFunction asyncFunction;

    private final Supplier<@Nullable TBase<?, ?>> emptyResults;
    private final List<TFieldIdEnum> parameters;
    private final @Nullable TFieldIdEnum transactionId;
    private final @Nullable TFieldIdEnum success;
    private final Map<Class<?>, TFieldIdEnum> exceptions;

    MethodDescriptor(
            String serviceName,
            Map<InterfaceKind, Method> javaMethods,
            ProcessFunction<?, ?, ?> function,
            @Nullable AsyncProcessFunction<?, ?, ?, ?> asyncFunction) {
        this.serviceName = serviceName;
        this.multiplexedName = serviceName + ':' + function.getMethodName();
        this.javaMethods = javaMethods;
        this.function = function;
        this.asyncFunction = asyncFunction;
        this.emptyResults = EmptyResults.of(function);
        this.parameters = StructFields.of(newArgs());
        this.transactionId = StructFields.annotated(newArgs(), TRANSACTION_ID);
        List<TFieldIdEnum> results = function.isOneway() ? List.of() : StructFields.of(newResult());
        this.success = results.stream()
                .filter(field -> field.getThriftFieldId() == SUCCESS)
                .findFirst()
                .orElse(null);
        this.exceptions = exceptionFields(results);
    }

    private Map<Class<?>, TFieldIdEnum> exceptionFields(List<TFieldIdEnum> results) {
        List<Class<?>> thrown = Arrays.stream(javaMethod().getExceptionTypes())
                .filter(type -> type != TException.class)
                .toList();
        List<TFieldIdEnum> fields =
                results.stream().filter(field -> field != success).toList();
        Map<Class<?>, TFieldIdEnum> map = new LinkedHashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            map.put(thrown.get(i), fields.get(i));
        }
        return Collections.unmodifiableMap(map);
    }

    /**
     * The name of the service that the method was asked for, also if it inherits the method from another service.
     *
     * @return the name in the IDL
     */
    public String serviceName() {
        return serviceName;
    }

    /**
     * The name of the method on the wire.
     *
     * @return the name in the IDL
     */
    public String name() {
        return function.getMethodName();
    }

    /**
     * The name of the method on the wire where a server has several services.
     *
     * @return the service's name, a colon and the method's name
     */
    public String multiplexedName() {
        return multiplexedName;
    }

    /**
     * Whether the method never has a reply.
     *
     * @return whether it is declared {@code oneway} in the IDL
     */
    public boolean isOneway() {
        return function.isOneway();
    }

    /**
     * The method of the generated {@code Iface}.
     *
     * @return the method
     */
    public Method javaMethod() {
        return Objects.requireNonNull(javaMethods.get(InterfaceKind.SYNC));
    }

    /**
     * The method of one of the generated interfaces.
     *
     * @param kind which of them
     * @return the method, {@code null} if the service has no such interface
     */
    public @Nullable Method javaMethod(InterfaceKind kind) {
        return javaMethods.get(kind);
    }

    /**
     * The exceptions that the IDL declares for the method.
     *
     * @return their generated classes, in the order of the IDL
     */
    public List<Class<?>> exceptions() {
        return List.copyOf(exceptions.keySet());
    }

    /**
     * An empty struct of arguments, to decode a request into.
     *
     * @return a new {@code X.method_args}
     */
    public TBase<?, ?> newArgs() {
        return function.getEmptyArgsInstance();
    }

    /**
     * An empty result, to decode a reply into.
     *
     * @return a new {@code X.method_result}
     * @throws IllegalStateException if the method is oneway, so that there is none
     */
    public TBase<?, ?> newResult() {
        TBase<?, ?> result = emptyResults.get();
        if (result == null) {
            throw new IllegalStateException(this + ": oneway (expected: a method with a reply)");
        }
        return result;
    }

    /**
     * Puts arguments into the struct that is sent.
     *
     * @param arguments one an argument, in the order of the IDL; {@code null} leaves it unset
     * @return the struct
     */
    public TBase<?, ?> argsOf(@Nullable Object... arguments) {
        TBase<?, ?> args = newArgs();
        for (int i = 0; i < parameters.size(); i++) {
            StructFields.set(args, parameters.get(i), arguments[i]);
        }
        return args;
    }

    /**
     * Takes the arguments out of the struct that was received.
     *
     * @param args an {@code X.method_args}
     * @return one element an argument, in the order of the IDL; {@code null} where it is unset
     */
    public List<@Nullable Object> argumentsOf(TBase<?, ?> args) {
        List<@Nullable Object> arguments = new ArrayList<>(parameters.size());
        for (TFieldIdEnum parameter : parameters) {
            arguments.add(StructFields.get(args, parameter));
        }
        return arguments;
    }

    /**
     * The transaction id among the arguments, so that it travels over every protocol.
     *
     * @param args an {@code X.method_args}
     * @return the value of the argument that the IDL annotates {@code (transaction_id)}; {@code null} if it is unset or there is
     *     none. Arguments that are neither text nor a number have no such meaning
     */
    public @Nullable String transactionIdOf(TBase<?, ?> args) {
        Object value = transactionId == null ? null : StructFields.get(args, transactionId);
        return value instanceof String || value instanceof Number ? value.toString() : null;
    }

    /**
     * Puts the transaction id into the argument that the IDL annotates {@code (transaction_id)}, if it is text and unset.
     *
     * @param args an {@code X.method_args}
     * @param id the id of what causes the call
     */
    public void completeTransactionId(TBase<?, ?> args, String id) {
        if (transactionId != null
                && !StructFields.isSet(args, transactionId)
                && StructFields.isText(args, transactionId)) {
            StructFields.set(args, transactionId, id);
        }
    }

    /**
     * Calls the method of a handler.
     *
     * @param handler an implementation of the generated {@code Iface}
     * @param args an {@code X.method_args}
     * @return the {@code X.method_result}, with the value or the declared exception in it; {@code null} if oneway
     * @throws TException what the handler threw undeclared, as are runtime exceptions
     */
    @SuppressWarnings("unchecked")
    public @Nullable TBase<?, ?> call(Object handler, TBase<?, ?> args) throws TException {
        return function.getResult(handler, args);
    }

    /**
     * Has the method of an asynchronous handler begin. What it ends with goes to the callback, at any time and from any
     * thread; a handler that does not keep to this may use the callback several times, or never.
     *
     * @param handler an implementation of the generated {@code AsyncIface}
     * @param args an {@code X.method_args}
     * @param callback gets the value ({@code null} if the method is void or oneway) or the exception
     * @throws TException what the handler threw instead of handing it to the callback, as are runtime exceptions
     * @throws IllegalStateException if the service has no {@code AsyncIface}
     */
    @SuppressWarnings("unchecked")
    public void start(Object handler, TBase<?, ?> args, AsyncMethodCallback<@Nullable Object> callback)
            throws TException {
        if (asyncFunction == null) {
            throw new IllegalStateException(this + ": not asynchronous (expected: a service with an AsyncIface)");
        }
        asyncFunction.start(handler, args, callback);
    }

    /**
     * The result that carries a value.
     *
     * @param value what the method returns; ignored if it is void
     * @return a new {@code X.method_result}
     */
    public TBase<?, ?> resultOf(@Nullable Object value) {
        TBase<?, ?> result = newResult();
        if (success != null) {
            StructFields.set(result, success, value);
        }
        return result;
    }

    /**
     * The result that carries an exception.
     *
     * @param thrown what the handler or an interceptor threw
     * @return a new {@code X.method_result}; {@code null} if the IDL does not declare the exception for this method
     */
    public @Nullable TBase<?, ?> resultOf(Throwable thrown) {
        for (Map.Entry<Class<?>, TFieldIdEnum> exception : exceptions.entrySet()) {
            if (exception.getKey().isInstance(thrown)) {
                TBase<?, ?> result = newResult();
                StructFields.set(result, exception.getValue(), thrown);
                return result;
            }
        }
        return null;
    }

    /**
     * Takes what the method returned, or the exception that it threw, out of a result.
     *
     * @param result an {@code X.method_result}
     * @return the value, {@code null} if the method is void
     * @throws TException the declared exception in the result, or a {@link TApplicationException} of type
     *     {@code MISSING_RESULT} if the method is not void and the result is empty
     */
    public @Nullable Object valueOf(TBase<?, ?> result) throws TException {
        if (success != null && StructFields.isSet(result, success)) {
            return StructFields.get(result, success);
        }
        for (TFieldIdEnum exception : exceptions.values()) {
            if (StructFields.get(result, exception) instanceof TException thrown) {
                throw thrown;
            }
        }
        if (success == null) {
            return null;
        }
        throw new TApplicationException(
                TApplicationException.MISSING_RESULT, this + ": the result is empty (expected: a value)");
    }

    /** {@code UserService.get}. */
    @Override
    public String toString() {
        return serviceName + '.' + name();
    }
}
