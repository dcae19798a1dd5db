package io.thriftboot.benchmarks;

import io.thriftboot.benchmarks.idl.Item;
import java.util.List;
import java.util.stream.IntStream;

/** The values that the benchmarks send. */
public final class Items {

    /** 128 bytes. */
    static final String TEXT = "0123456789abcdef".repeat(8);

    /** 170 bytes in the binary protocol. */
    static final Item ITEM = item(1);

    /** 50 structs, 8.5 KB. */
    public static final List<Item> LIST =
            IntStream.rangeClosed(1, 50).mapToObj(Items::item).toList();

    private Items() {}

    private static Item item(int number) {
        return new Item()
                .setId(1_000_000L + number)
                .setKind(number)
                .setActive(number % 2 == 1)
                .setScore(number / 3.0)
                .setName("name-%019d".formatted(number))
                .setAddress("address-%024d".formatted(number))
                .setTags(List.of("tag-0001", "tag-0002", "tag-0003"))
                .setNote("note-%010d".formatted(number));
    }
}
