package io.thriftboot.sample;

import io.thriftboot.sample.api.User;
import io.thriftboot.sample.api.UserNotFound;
import io.thriftboot.sample.api.UserService;
import io.thriftboot.spring.ThriftClient;
import java.util.List;
import org.apache.thrift.TException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Users over HTTP, for browsers: asks the service, as another application would. */
@RestController
class UserGateway {

    private final UserService.Iface users;

    UserGateway(@ThriftClient("users") UserService.Iface users) {
        this.users = users;
    }

    @GetMapping("/users/{id}")
    Shown user(@PathVariable("id") long id) throws TException {
        try {
            User user = users.get(id);
            return new Shown(user.getId(), user.getName(), user.getRoles());
        } catch (UserNotFound notFound) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, notFound.getMessage(), notFound);
        }
    }

    /** What is shown of a user. */
    record Shown(long id, String name, List<String> roles) {}
}
