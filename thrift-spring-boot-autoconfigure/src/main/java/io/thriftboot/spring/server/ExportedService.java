package io.thriftboot.spring.server;

import io.thriftboot.ServiceDescriptor;

/**
 * A service as one server exports it.
 *
 * @param server the name of the server
 * @param name the name of the service for multiplexed clients
 * @param service what is exported
 * @param beanName the name of the bean that handles its calls
 * @param handler that bean
 * @param nonBlocking whether the handler never waits
 */
record ExportedService(
        String server, String name, ServiceDescriptor service, String beanName, Object handler, boolean nonBlocking) {}
