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
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps users in memory; three exist at the start. */
@ThriftService
class UserHandler implements UserService.Iface {

    private static final Logger log = LoggerFactory.getLogger(UserHandler.class);

    private final Map<Long, User> users = new ConcurrentSkipListMap<>();

    UserHandler() {
        save(user(1, "Ada", "admin", "author"));
        save(user(2, "Grace", "admin"));
        save(user(3, "Linus"));
    }

    private static User user(long id, String name, String... roles) {
        return new User(id, name, List.of(roles), Map.of("source", "built-in"));
    }

    @Override
    public User get(long id) throws UserNotFound {
        User user = users.get(id);
        if (user == null) {
            throw new UserNotFound(id, "no user has the id " + id);
        }
        return user;
    }

    @Override
    public List<User> listUsers(int limit) {
        return users.values().stream().limit(Math.max(0, limit)).toList();
    }

    @Override
    public long save(User user) {
        users.put(user.getId(), user);
        return user.getId();
    }

    @Override
    public void touch(long id) {
        log.info("touched {}", id);
    }

    @Override
    public UserResult find(String name) {
        return users.values().stream()
                .filter(user -> user.getName().equalsIgnoreCase(name))
                .findFirst()
                .map(user -> new UserResult(new Status(Code.OK)).setUser(user))
                .orElseGet(() -> new UserResult(new Status(Code.NOT_FOUND).setMessage("nobody has this name")));
    }
}
