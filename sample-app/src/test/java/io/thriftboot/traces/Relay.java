package io.thriftboot.traces;

import io.thriftboot.sample.api.User;
import io.thriftboot.sample.api.UserResult;
import io.thriftboot.sample.api.UserService;
import io.thriftboot.spring.ThriftClient;
import io.thriftboot.spring.ThriftService;
import java.util.List;
import org.apache.thrift.TException;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/** An application whose service of users asks another one. */
@SpringBootConfiguration
@EnableAutoConfiguration
@ThriftService
class Relay implements UserService.Iface {

    private final UserService.Iface users;

    Relay(@ThriftClient("users") UserService.Iface users) {
        this.users = users;
    }

    @Override
    public User get(long id) throws TException {
        return users.get(id);
    }

    @Override
    public List<User> listUsers(int limit) throws TException {
        return users.listUsers(limit);
    }

    @Override
    public long save(User user) throws TException {
        return users.save(user);
    }

    @Override
    public void touch(long id) throws TException {
        users.touch(id);
    }

    @Override
    public UserResult find(String name) throws TException {
        return users.find(name);
    }
}
