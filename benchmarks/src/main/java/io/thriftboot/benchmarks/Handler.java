package io.thriftboot.benchmarks;

import io.thriftboot.benchmarks.idl.Benchmark;
import io.thriftboot.benchmarks.idl.Item;
import java.util.List;

/** Answers with the argument. */
final class Handler implements Benchmark.Iface {

    @Override
    public String echo(String text) {
        return text;
    }

    @Override
    public Item mirror(Item item) {
        return item;
    }

    @Override
    public List<Item> mirrorAll(List<Item> items) {
        return items;
    }
}
