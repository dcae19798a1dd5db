package io.thriftboot.test;

import io.thriftboot.test.api.NoSuchPerson;
import io.thriftboot.test.api.Person;
import io.thriftboot.test.api.PersonService;

/** A handler that knows everybody whose id is positive, and fails in its own way for zero. */
final class Persons implements PersonService.Iface {

    @Override
    public Person get(long id) throws NoSuchPerson {
        if (id < 0) {
            throw new NoSuchPerson(id).setHint("negative");
        }
        if (id == 0) {
            throw new IllegalStateException("zero");
        }
        return new Person(id).setName("person" + id);
    }

    @Override
    public String echo(String text) {
        return text;
    }
}
