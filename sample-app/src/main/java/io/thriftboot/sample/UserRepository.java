package io.thriftboot.sample;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.thriftboot.sample.api.User;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.thrift.TDeserializer;
import org.apache.thrift.TException;
import org.apache.thrift.TSerializer;
import org.apache.thrift.protocol.TCompactProtocol;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Users in a database, each as the struct that travels, beside what is looked for. Each access is observed. */
@Repository
class UserRepository {

    private final JdbcClient jdbc;
    private final ObservationRegistry observations;

    UserRepository(JdbcClient jdbc, ObservationRegistry observations) {
        this.jdbc = jdbc;
        this.observations = observations;
    }

    Optional<User> byId(long id) {
        return observed("select", () -> jdbc.sql("SELECT content FROM users WHERE id = ?")
                .param(id)
                .query(UserRepository::user)
                .optional());
    }

    Optional<User> byName(String name) {
        return observed(
                "select", () -> jdbc.sql("SELECT content FROM users WHERE LOWER(name) = LOWER(?) ORDER BY id LIMIT 1")
                        .param(name)
                        .query(UserRepository::user)
                        .optional());
    }

    /** The first so many, by their ids. */
    List<User> first(int limit) {
        return observed("select", () -> jdbc.sql("SELECT content FROM users ORDER BY id LIMIT ?")
                .param(limit)
                .query(UserRepository::user)
                .list());
    }

    /** Adds a user, or replaces the one of the same id. */
    void save(User user) {
        byte[] content = content(user);
        observed("merge", () -> jdbc.sql("MERGE INTO users KEY (id) VALUES (?, ?, ?)")
                .params(user.getId(), user.getName(), content)
                .update());
    }

    private <T> T observed(String operation, Supplier<T> access) {
        return Observation.createNotStarted("sample.database", observations)
                .contextualName(operation + " users")
                .lowCardinalityKeyValue("db.system.name", "h2database")
                .lowCardinalityKeyValue("db.operation.name", operation)
                .observe(access);
    }

    private static byte[] content(User user) {
        try {
            return new TSerializer(new TCompactProtocol.Factory()).serialize(user);
        } catch (TException ex) {
            throw new IllegalArgumentException("user " + user.getId() + ": cannot be stored", ex);
        }
    }

    private static User user(ResultSet row, int number) throws SQLException {
        try {
            User user = new User();
            new TDeserializer(new TCompactProtocol.Factory()).deserialize(user, row.getBytes("content"));
            return user;
        } catch (TException ex) {
            throw new SQLException("row " + number + " of users: no user", ex);
        }
    }
}
