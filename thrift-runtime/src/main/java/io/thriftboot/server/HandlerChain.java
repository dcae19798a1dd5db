package io.thriftboot.server;

import io.thriftboot.Deadline;
import io.thriftboot.InterfaceKind;
import io.thriftboot.MethodDescriptor;
import io.thriftboot.ThriftCall;
import io.thriftboot.ThriftContext;
import io.thriftboot.ThriftInterceptor;
import io.thriftboot.ThriftInvoker;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TBase;
import org.apache.thrift.TException;
import org.jspecify.annotations.Nullable;

/** A handler behind interceptors and the translation of its exceptions. */
final class HandlerChain {

    /** The attribute of a call with the handler's exception that no exception handler knew: they are not asked again. */
    private static final String UNTRANSLATED = HandlerChain.class.getName() + ".untranslated";

    private final InterfaceKind kind;
    private final Object handler;
    private final ExceptionTranslation translation;
    private final ThriftInvoker start;

    /**
     * Builds the chain.
     *
     * @param kind {@code SYNC} or {@code ASYNC}
     * @param handler implements the interface of that kind
     */
    HandlerChain(
            InterfaceKind kind,
            Object handler,
            List<ThriftInterceptor> interceptors,
            ExceptionTranslation translation) {
        this.kind = kind;
        this.handler = handler;
        this.translation = translation;
        this.start = ThriftInterceptor.chain(
                interceptors, kind == InterfaceKind.SYNC ? this::callHandler : this::startHandler);
    }

    /** {@code SYNC} or {@code ASYNC}. */
    InterfaceKind kind() {
        return kind;
    }

    /**
     * Executes a call and waits for its outcome, in this thread.
     *
     * @return the struct that is sent; {@code null} if oneway
     */
    @Nullable
    TBase<?, ?> call(MethodDescriptor method, TBase<?, ?> args, ThriftContext context)
            throws TApplicationException, UndeclaredException {
        ThriftCall call = new ThriftCall(method, args, context);
        try {
            Object value = await(start.invoke(call), call);
            return structOf(method, value);
        } catch (Throwable thrown) {
            return resultOf(call, causeOf(thrown));
        }
    }

    private static @Nullable TBase<?, ?> structOf(MethodDescriptor method, @Nullable Object value) {
        return method.isOneway() ? null : method.resultOf(value);
    }

    /**
     * Has a call begin, without waiting for its outcome.
     *
     * @param end called once, from any thread, perhaps before this returns
     */
    void start(MethodDescriptor method, TBase<?, ?> args, ThriftContext context, Consumer<Request.Outcome> end) {
        ThriftCall call = new ThriftCall(method, args, context);
        start.invoke(call).whenComplete((value, thrown) -> end.accept(outcome(call, value, thrown)));
    }

    private Request.Outcome outcome(ThriftCall call, @Nullable Object value, @Nullable Throwable thrown) {
        try {
            TBase<?, ?> result = thrown == null ? structOf(call.method(), value) : resultOf(call, causeOf(thrown));
            return new Request.Outcome(result, null);
        } catch (TApplicationException | UndeclaredException ex) {
            return new Request.Outcome(null, ex);
        } catch (RuntimeException ex) {
            // A value of another type than the method's.
            return new Request.Outcome(null, new UndeclaredException(ex));
        }
    }

    private static @Nullable Object await(CompletionStage<@Nullable Object> stage, ThriftCall call) throws Exception {
        CompletableFuture<@Nullable Object> outcome = stage.toCompletableFuture();
        Deadline deadline = call.context().deadline();
        try {
            return deadline.isSet() && !outcome.isDone()
                    ? outcome.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS)
                    : outcome.get();
        } catch (TimeoutException ex) {
            throw new TException(call + ": no outcome before the deadline", ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new TException(call + ": interrupted while waiting for the outcome", ex);
        }
    }

    /** What failed a stage, without the wrappers that stages put around it. */
    static Throwable causeOf(Throwable thrown) {
        Throwable cause = thrown.getCause();
        boolean wrapper = thrown instanceof ExecutionException || thrown instanceof CompletionException;
        return wrapper && cause != null ? causeOf(cause) : thrown;
    }

    private CompletionStage<@Nullable Object> callHandler(ThriftCall call) {
        TBase<?, ?> result;
        try {
            result = call.method().call(handler, call.args());
        } catch (Throwable thrown) {
            return CompletableFuture.failedFuture(translated(call, thrown));
        }
        return result == null ? CompletableFuture.completedFuture(null) : stageOf(call.method(), result);
    }

    private CompletionStage<@Nullable Object> startHandler(ThriftCall call) {
        return HandlerCallback.call(
                handler,
                call,
                thrown -> ExceptionTranslation.isDeclared(call.method(), thrown) ? thrown : translated(call, thrown));
    }

    private static CompletionStage<@Nullable Object> stageOf(MethodDescriptor method, TBase<?, ?> result) {
        try {
            return CompletableFuture.completedFuture(method.valueOf(result));
        } catch (TApplicationException empty) {
            return CompletableFuture.completedFuture(null);
        } catch (TException declared) {
            return CompletableFuture.failedFuture(declared);
        }
    }

    private Throwable translated(ThriftCall call, Throwable thrown) {
        Throwable mapped = translation.translate(call, thrown);
        if (mapped != null) {
            return mapped;
        }
        call.context().attributes().put(UNTRANSLATED, thrown);
        return thrown;
    }

    /** What an interceptor threw has not been translated yet; a handler's own TApplicationException is not for this client. */
    private @Nullable TBase<?, ?> resultOf(ThriftCall call, Throwable thrown)
            throws TApplicationException, UndeclaredException {
        boolean seen = call.context().attributes().get(UNTRANSLATED) == thrown;
        Throwable mapped = thrown;
        if (!seen
                && !(thrown instanceof TApplicationException)
                && !ExceptionTranslation.isDeclared(call.method(), thrown)) {
            Throwable translated = translation.translate(call, thrown);
            mapped = translated == null ? thrown : translated;
        }
        if (mapped instanceof TApplicationException exception && !seen) {
            throw exception;
        }
        TBase<?, ?> declared = call.method().isOneway() ? null : call.method().resultOf(mapped);
        if (declared == null) {
            throw new UndeclaredException(mapped);
        }
        return declared;
    }
}
