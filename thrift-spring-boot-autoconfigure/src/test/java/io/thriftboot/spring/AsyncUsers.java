package io.thriftboot.spring;

import io.thriftboot.spring.testapi.UserService;
import org.apache.thrift.TException;
import org.apache.thrift.async.AsyncMethodCallback;

/** {@link Users} behind callbacks, which a thread of its own calls. Not annotated either. */
public class AsyncUsers implements UserService.AsyncIface {

    private final Users users;

    public AsyncUsers() {
        this("async");
    }

    public AsyncUsers(String prefix) {
        this.users = new Users(prefix);
    }

    /** What answers, after a while. */
    public Users users() {
        return users;
    }

    @Override
    public void ping(String text, AsyncMethodCallback<String> callback) {
        later(() -> callback.onComplete(users.ping(text)), callback);
    }

    @Override
    public void name(long id, AsyncMethodCallback<String> callback) {
        later(() -> callback.onComplete(users.name(id)), callback);
    }

    @Override
    public void touch(long id, AsyncMethodCallback<Void> callback) {
        users.touch(id);
        callback.onComplete(null);
    }

    private interface Answer {

        void give() throws TException;
    }

    private static void later(Answer answer, AsyncMethodCallback<?> callback) {
        new Thread(() -> answerOrFail(answer, callback), "async-users").start();
    }

    private static void answerOrFail(Answer answer, AsyncMethodCallback<?> callback) {
        try {
            answer.give();
        } catch (TException ex) {
            callback.onError(ex);
        }
    }
}
