package io.thriftboot.sample;

import io.thriftboot.sample.api.GreetingService;
import io.thriftboot.sample.api.UserNotFound;
import io.thriftboot.sample.api.UserService;
import io.thriftboot.sample.api.commonConstants;
import io.thriftboot.spring.ThriftClient;
import org.apache.thrift.TException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Calls both services as another application would, on start and every few seconds, and logs what came back. */
@Component
class SampleCalls {

    private static final Logger log = LoggerFactory.getLogger(SampleCalls.class);
    private static final long UNKNOWN_ID = 99;

    private final UserService.Iface users;
    private final GreetingService.Iface greetings;

    SampleCalls(
            @ThriftClient("users") UserService.Iface users,
            @ThriftClient("greetings") GreetingService.Iface greetings) {
        this.users = users;
        this.greetings = greetings;
    }

    @EventListener(ApplicationReadyEvent.class)
    void callOnStart() throws TException {
        log.info("interface version {}", commonConstants.VERSION);
        call();
    }

    @Scheduled(initialDelayString = "${sample.interval:5s}", fixedDelayString = "${sample.interval:5s}")
    void call() throws TException {
        log.info("greet(\"Thrift\") -> {}", greetings.greet("Thrift"));
        log.info("listUsers(2) -> {}", users.listUsers(2));
        log.info("find(\"grace\") -> {}", users.find("grace"));
        users.touch(1);
        try {
            users.get(UNKNOWN_ID);
        } catch (UserNotFound notFound) {
            log.info("get({}) -> {}", UNKNOWN_ID, notFound.toString());
        }
    }
}
