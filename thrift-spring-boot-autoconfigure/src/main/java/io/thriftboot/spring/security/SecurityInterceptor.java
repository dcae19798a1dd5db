package io.thriftboot.spring.security;

import io.thriftboot.AccessRefusal;
import io.thriftboot.ThriftCall;
import io.thriftboot.ThriftContext;
import io.thriftboot.ThriftInterceptor;
import io.thriftboot.ThriftInvoker;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.AuthorizationEventPublisher;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContext;

/** Lets calls of one service through whose callers may make them, and has the handler know the caller. */
final class SecurityInterceptor implements ThriftInterceptor {

    private static final Logger logger = LoggerFactory.getLogger(SecurityInterceptor.class);

    private final Callers callers;
    private final Map<String, AuthorizationManager<ThriftCall>> access;
    private final SecurityContexts contexts;
    private final @Nullable AuthorizationEventPublisher events;

    /**
     * Checks each call.
     *
     * @param access what each method asks for, by its name
     * @param events told of each decision, {@code null} if nobody wants to know
     */
    SecurityInterceptor(
            Callers callers,
            Map<String, AuthorizationManager<ThriftCall>> access,
            SecurityContexts contexts,
            @Nullable AuthorizationEventPublisher events) {
        this.callers = callers;
        this.access = access;
        this.contexts = contexts;
        this.events = events;
    }

    @Override
    public CompletionStage<@Nullable Object> intercept(ThriftCall call, ThriftInvoker next) {
        Authentication caller;
        try {
            caller = callers.of(call);
        } catch (AuthenticationException ex) {
            return CompletableFuture.failedFuture(answer(call, ex, false));
        }
        boolean anonymous = Callers.isAnonymous(caller);
        try {
            authorize(call, caller);
        } catch (AccessDeniedException ex) {
            return CompletableFuture.failedFuture(answer(call, ex, anonymous));
        }
        return invoke(call, next, contexts.of(caller)).exceptionally(thrown -> {
            throw new CompletionException(answer(call, causeOf(thrown), anonymous));
        });
    }

    private void authorize(ThriftCall call, Authentication caller) {
        AuthorizationManager<ThriftCall> manager =
                Objects.requireNonNull(access.get(call.method().name()));
        AuthorizationResult result = manager.authorize(() -> caller, call);
        if (events != null && result != null) {
            events.publishAuthorizationEvent(() -> caller, call, result);
        }
        if (result != null && !result.isGranted()) {
            throw new AuthorizationDeniedException(call + ": refused by a rule", result);
        }
    }

    private CompletionStage<@Nullable Object> invoke(ThriftCall call, ThriftInvoker next, SecurityContext context) {
        ThriftContext.Scope current = call.context().accompany(() -> contexts.enter(context));
        try {
            return next.invoke(call);
        } finally {
            current.close();
        }
    }

    /** What the client gets: of why it is refused, whether it helps to say who it is. A user store that fails is no refusal. */
    private static Throwable answer(ThriftCall call, Throwable thrown, boolean anonymous) {
        AccessRefusal refusal = refusalOf(thrown, anonymous);
        if (refusal == null) {
            return thrown;
        }
        logger.debug("{}: {} ({})", call, refusal, call.context().peer(), thrown);
        return refusal.exception();
    }

    private static @Nullable AccessRefusal refusalOf(Throwable thrown, boolean anonymous) {
        if (thrown instanceof AccessDeniedException) {
            return anonymous ? AccessRefusal.NOT_AUTHENTICATED : AccessRefusal.ACCESS_DENIED;
        }
        return thrown instanceof AuthenticationException && !(thrown instanceof AuthenticationServiceException)
                ? AccessRefusal.NOT_AUTHENTICATED
                : null;
    }

    private static Throwable causeOf(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return thrown instanceof CompletionException && cause != null ? causeOf(cause) : thrown;
    }
}
