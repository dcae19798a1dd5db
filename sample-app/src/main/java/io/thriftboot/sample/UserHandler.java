package io.thriftboot.sample;

import io.thriftboot.sample.api.Code;
import io.thriftboot.sample.api.Status;
import io.thriftboot.sample.api.User;
import io.thriftboot.sample.api.UserNotFound;
import io.thriftboot.sample.api.UserResult;
import io.thriftboot.sample.api.UserService;
import io.thriftboot.spring.ThriftService;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps users in a database; three exist at the start. */
@ThriftService
class UserHandler implements UserService.Iface {

    private static final Logger log = LoggerFactory.getLogger(UserHandler.class);

    private final UserRepository users;

    UserHandler(UserRepository users) {
        this.users = users;
        save(user(1, "Ada", "admin", "author"));
        save(user(2, "Grace", "admin"));
        save(user(3, "Linus"));
    }

    private static User user(long id, String name, String... roles) {
        return new User(id, name, List.of(roles), Map.of("source", "built-in"));
    }

    @Override
    public User get(long id) throws UserNotFound {
        return users.byId(id).orElseThrow(() -> new UserNotFound(id, "no user has the id " + id));
    }

    @Override
    public List<User> listUsers(int limit) {
        return users.first(Math.max(0, limit));
    }

    @Override
    public long save(User user) {
        users.save(user);
        return user.getId();
    }

    @Override
    public void touch(long id) {
        log.info("touched {}", id);
    }

    @Override
    public UserResult find(String name) {
        return users.byName(name)
                .map(user -> new UserResult(new Status(Code.OK)).setUser(user))
                .orElseGet(() -> new UserResult(new Status(Code.NOT_FOUND).setMessage("nobody has this name")));
    }
}
