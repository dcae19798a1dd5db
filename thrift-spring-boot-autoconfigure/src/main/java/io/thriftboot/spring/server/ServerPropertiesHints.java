package io.thriftboot.spring.server;

import org.springframework.boot.context.properties.bind.BindableRuntimeHintsRegistrar;

/** Makes the properties of servers known to native images: they are bound by code, where nothing finds them. */
final class ServerPropertiesHints extends BindableRuntimeHintsRegistrar {

    ServerPropertiesHints() {
        super(ThriftServerProperties.class);
    }
}
