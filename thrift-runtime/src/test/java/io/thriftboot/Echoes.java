package io.thriftboot;

import io.thriftboot.testapi.EchoService;
import io.thriftboot.testapi.Item;
import io.thriftboot.testapi.Note;
import io.thriftboot.testapi.Tree;
import java.nio.ByteBuffer;

/** The methods of the test service that return what they are given: what all handlers of it have in common. */
public abstract class Echoes implements EchoService.Iface {

    @Override
    public String echo(String text) {
        return text;
    }

    @Override
    public ByteBuffer echoBinary(ByteBuffer data) {
        return data;
    }

    @Override
    public Item echoItem(Item item) {
        return item;
    }

    @Override
    public Tree echoTree(Tree tree) {
        return tree;
    }

    @Override
    public Note echoNote(Note note) {
        return note;
    }

    @Override
    public void nothing() {}

    @Override
    public long add(long a, int b) {
        return a + b;
    }
}
