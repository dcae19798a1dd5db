package io.thriftboot.spring.console;

import io.thriftboot.MethodDescriptor;
import io.thriftboot.model.MethodModel;
import io.thriftboot.model.ThriftJson;
import java.security.Principal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call that the page asks for, looked up and checked as far as that goes without its arguments.
 *
 * @param service the name of the service at the target
 * @param method what is called
 * @param model the same, described
 * @param json reads and writes its values
 * @param args the arguments, as JSON text
 * @param headers to be sent
 * @param principal who asks, {@code null} if that is not known
 */
record ConsoleCall(
        String service,
        MethodDescriptor method,
        MethodModel model,
        ThriftJson json,
        String args,
        Map<String, String> headers,
        @Nullable Principal principal) {

    /** Headers that would be dropped on the way must not seem to have been sent. */
    void refuseHeaders(String target, Object protocol) throws ConsoleException {
        if (!headers.isEmpty()) {
            throw new ConsoleException(
                    ConsoleException.BAD_REQUEST,
                    "headers: " + headers.keySet() + " (expected: none, since " + target + " speaks " + protocol
                            + ", which carries no headers)");
        }
    }
}
