package io.thriftboot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says of a method of a client that executing it twice is as good as once: a call whose connection was lost after it was sent
 * may be tried again. For services whose IDL does not say so by {@code (idempotent)}, on a method that is declared anew in an
 * interface which extends the generated one, or on such an interface, for all its methods:
 *
 * <pre>{@code
 * interface Users extends UserService.Iface {
 *
 *     @Override
 *     @Idempotent
 *     User get(long id) throws TException;
 * }
 * }</pre>
 *
 * @since 0.1
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Idempotent {}
