package io.thriftboot.spring.console;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

/** Reactor Netty's threads are the process's unless told otherwise: the end of one application would be that of another's server. */
@Configuration(proxyBeanMethods = false)
class ReactiveServer {

    @Bean
    ReactorResourceFactory reactorResources() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        return resources;
    }
}
