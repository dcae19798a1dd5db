package io.thriftboot.benchmarks;

import io.thriftboot.benchmarks.idl.Benchmark;
import io.thriftboot.benchmarks.idl.Item;
import java.util.List;
import org.apache.thrift.async.AsyncMethodCallback;

/** Answers with the argument, at once, through the callback. */
final class AsyncHandler implements Benchmark.AsyncIface {

    @Override
    public void echo(String text, AsyncMethodCallback<String> callback) {
        callback.onComplete(text);
    }

    @Override
    public void mirror(Item item, AsyncMethodCallback<Item> callback) {
        callback.onComplete(item);
    }

    @Override
    public void mirrorAll(List<Item> items, AsyncMethodCallback<List<Item>> callback) {
        callback.onComplete(items);
    }
}
