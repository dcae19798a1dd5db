package io.thriftboot.benchmarks.micro;

import io.thriftboot.benchmarks.micro.api.Micro;
import io.thriftboot.spring.ThriftService;
import io.thriftboot.spring.server.ThriftServers;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** An application with one service and no feature turned on. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class StarterApplication {

    @Bean
    @ThriftService
    Micro.Iface echo() {
        return text -> text;
    }

    static ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(StarterApplication.class)
                .web(WebApplicationType.NONE)
                .properties("thrift.server.address=127.0.0.1", "thrift.server.port=0", "logging.level.root=warn")
                .run();
    }

    /** What answers the messages of its server. */
    static ThriftServers.Instance server(ConfigurableApplicationContext application) {
        return application.getBean(ThriftServers.class).all().get(0);
    }
}
