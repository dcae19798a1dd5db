package io.thriftboot.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.thriftboot.protocol.MessageLimits;
import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.testapi.Color;
import io.thriftboot.testapi.Item;
import io.thriftboot.testapi.Note;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.transport.TSimpleFileTransport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Structs written to a file, and read from it. */
class StructFileTests {

    private static final WireFormat BARE = WireFormat.DEFAULT.with(ThriftProtocol.BINARY, LayeredTransport.BUFFERED);

    @TempDir
    private Path folder;

    private static Item item(int id) {
        return new Item()
                .setId(id)
                .setName("item " + id)
                .setTags(List.of("a", "b"))
                .setCounts(Map.of("x", id))
                .setData(new byte[id % 5])
                .setColor(Color.RED)
                .setKeys(Set.of(new UUID(id, 1)));
    }

    static Stream<WireFormat> formats() {
        return Stream.of(ThriftProtocol.values())
                .filter(protocol -> protocol != ThriftProtocol.HEADER)
                .flatMap(protocol -> Stream.of(LayeredTransport.values())
                        .map(transport -> WireFormat.DEFAULT.with(protocol, transport))
                        .filter(format -> !format.isAuto()));
    }

    private Path write(WireFormat format, int count) throws IOException {
        Path file = folder.resolve("items");
        try (StructWriter writer = StructWriter.to(file, format)) {
            for (int i = 0; i < count; i++) {
                writer.write(item(i));
            }
        }
        return file;
    }

    private static List<Item> read(Path file, WireFormat format) throws IOException {
        try (Stream<Item> items = StructReader.read(file, Item::new, format)) {
            return items.toList();
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void whatWasWrittenIsRead(WireFormat format) throws IOException {
        Path file = write(format, 1000);

        List<Item> items = read(file, format);

        assertThat(items).hasSize(1000);
        assertThat(items.get(999)).isEqualTo(item(999));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void whenNothingWasWrittenNothingIsRead(WireFormat format) throws IOException {
        assertThat(read(write(format, 0), format)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("formats")
    void whenTheFileIsCutOffWhatIsWholeIsDelivered(WireFormat format) throws IOException {
        Path file = write(format, 100);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 8));
        List<Item> read = new ArrayList<>();

        try (Stream<Item> items = StructReader.read(file, Item::new, format)) {
            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(() -> items.forEach(read::add))
                    .withMessageContaining(file + ": struct 99 at offset ")
                    .withMessageContaining("(expected: a Item)");
        }

        assertThat(read).hasSize(99).last().isEqualTo(item(98));
    }

    @Test
    void whenAStructIsCorruptItsOffsetIsNamed() throws IOException {
        Path file = folder.resolve("notes");
        try (StructWriter writer = StructWriter.to(file, WireFormat.DEFAULT)) {
            writer.write(new Note("one"));
            writer.write(new Note("two"));
        }
        byte[] bytes = Files.readAllBytes(file);
        int second = bytes.length / 2;
        bytes[second + 4] = 99;
        Files.write(file, bytes);
        List<Note> read = new ArrayList<>();

        try (Stream<Note> notes = StructReader.read(file, Note::new, WireFormat.DEFAULT)) {
            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(() -> notes.forEach(read::add))
                    .withMessageStartingWith(file + ": struct 1 at offset " + second + ": ");
        }

        assertThat(read).containsExactly(new Note("one"));
    }

    @Test
    void whenAFrameHoldsMoreThanItsStructItIsRefused() throws IOException {
        Path file = folder.resolve("notes");
        try (StructWriter writer = StructWriter.to(file, WireFormat.DEFAULT)) {
            writer.write(new Note("one"));
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[3] += 2;
        Files.write(file, Arrays.copyOf(bytes, bytes.length + 2));

        try (Stream<Note> notes = StructReader.read(file, Note::new, WireFormat.DEFAULT)) {
            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(notes::toList)
                    .withMessageContaining("struct 0 at offset 0: 2 bytes of the frame are left after its struct");
        }
    }

    @Test
    void whenAStructIsLargerThanTheLimitItIsRefused() throws IOException {
        Path file = folder.resolve("notes");
        try (StructWriter writer = StructWriter.to(file, BARE)) {
            writer.write(new Note("x".repeat(2000)));
        }
        WireFormat small =
                new WireFormat(BARE.protocol(), BARE.transport(), new MessageLimits(1, 1000, 1000, 1000, 64), true);

        try (Stream<Note> notes = StructReader.read(file, Note::new, small)) {
            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(notes::toList)
                    .withMessageContaining("struct 0 at offset 0: ");
        }
    }

    @Test
    void whenAStructCannotBeEncodedNothingOfItIsWritten() throws IOException {
        Path file = folder.resolve("items");
        try (StructWriter writer = StructWriter.to(file, BARE)) {
            writer.write(item(1));
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> writer.write(new Item().setId(2).setTags(Arrays.asList("begun", null))))
                    .withMessageContaining(file + ": Item: cannot be encoded");
            writer.write(item(3));
        }

        assertThat(read(file, BARE)).containsExactly(item(1), item(3));
    }

    @Test
    void whenAppendingBothPartsAreRead() throws IOException {
        Path file = write(BARE, 2);
        try (StructWriter writer = StructWriter.to(file, BARE, StandardOpenOption.APPEND)) {
            writer.write(item(2));
        }

        assertThat(read(file, BARE)).containsExactly(item(0), item(1), item(2));
    }

    @Test
    void whenAppendingToACompressedFileRefuses() throws IOException {
        WireFormat zlib = WireFormat.DEFAULT.with(ThriftProtocol.BINARY, LayeredTransport.ZLIB);
        Path file = write(zlib, 2);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> StructWriter.to(file, zlib, StandardOpenOption.APPEND))
                .withMessageContaining(file + ": append to binary/zlib");
    }

    /** libthrift's own file transport: bare structs one after the other. */
    @Test
    void libthriftWritesAndReadsTheSame() throws Exception {
        Path file = folder.resolve("notes");
        try (StructWriter writer = StructWriter.to(file, BARE)) {
            writer.write(new Note("ours"));
        }
        TSimpleFileTransport transport = new TSimpleFileTransport(file.toString(), true, true);
        transport.open();
        Note ours = new Note();
        ours.read(new TBinaryProtocol(transport));
        new Note("theirs").write(new TBinaryProtocol(transport));
        transport.close();

        assertThat(ours).isEqualTo(new Note("ours"));
        try (Stream<Note> notes = StructReader.read(file, Note::new, BARE)) {
            assertThat(notes).containsExactly(new Note("ours"), new Note("theirs"));
        }
    }

    @Test
    void whenTheStreamIsClosedSoIsTheFile() {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream bytes = new ByteArrayInputStream(new byte[0]) {
            @Override
            public void close() {
                closed.set(true);
            }
        };

        StructReader.read(bytes, "bytes", Note::new, BARE).close();

        assertThat(closed).isTrue();
    }
}
