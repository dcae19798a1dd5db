package io.thriftboot.spring.client;

import org.springframework.boot.context.properties.bind.BindableRuntimeHintsRegistrar;

/** Makes the properties of clients known to native images: they are bound by code, where nothing finds them. */
final class ClientPropertiesHints extends BindableRuntimeHintsRegistrar {

    ClientPropertiesHints() {
        super(ThriftClientProperties.class);
    }
}
