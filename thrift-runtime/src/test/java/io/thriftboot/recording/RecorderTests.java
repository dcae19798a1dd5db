package io.thriftboot.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of a recording: what is in them, how many there are, and what a crash leaves of them. */
@SuppressWarnings("try") // The tests look at what is there after the close.
class RecorderTests {

    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678901Z");

    @TempDir
    private Path folder;

    private static Exchange exchange(int number, int size) {
        byte[] request = new byte[size];
        Arrays.fill(request, (byte) number);
        return new Exchange(AT.plusSeconds(number), "/10.0.0.7:" + number, true, true, request, new byte[] {1, 2});
    }

    private RecordingOptions options(long maxFileSize, int maxFiles) {
        return new RecordingOptions(folder, maxFileSize, maxFiles);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static List<Exchange> read(Path file) throws IOException {
        List<Exchange> exchanges = new ArrayList<>();
        try (RecordingReader reader = new RecordingReader(file)) {
            for (Exchange next = reader.next(); next != null; next = reader.next()) {
                exchanges.add(next);
            }
        }
        return exchanges;
    }

    private List<Integer> numbers() throws IOException {
        List<Integer> numbers = new ArrayList<>();
        for (Path file : files()) {
            read(file).forEach(exchange -> numbers.add((int) exchange.request()[0]));
        }
        return numbers;
    }

    @Test
    void whenRecordedItIsReadAsItWas() throws IOException {
        Exchange oneway = new Exchange(AT, "", false, false, new byte[] {(byte) 0x82, 0x21}, new byte[0]);
        try (Recorder recorder = new Recorder(options(10_000, 2), "default")) {
            recorder.record(exchange(7, 100));
            recorder.record(oneway);
        }
        List<Exchange> read = read(files().get(0));
        assertThat(read).usingRecursiveComparison().isEqualTo(List.of(exchange(7, 100), oneway));
        assertThat(files())
                .extracting(file -> file.getFileName().toString())
                .containsExactly("default-000001.thriftrec");
    }

    @Test
    void whenFilesAreFullTheOldestGiveWay() throws IOException {
        try (Recorder recorder = new Recorder(options(1_000, 3), "default")) {
            for (int i = 1; i <= 20; i++) {
                recorder.record(exchange(i, 300));
            }
            recorder.close();
            assertThat(recorder.recorded()).isEqualTo(20);
            assertThat(recorder.dropped()).isZero();
        }
        assertThat(files()).hasSize(3).allSatisfy(file -> assertThat(Files.size(file))
                .isLessThanOrEqualTo(1_000));
        assertThat(numbers()).containsExactly(15, 16, 17, 18, 19, 20);
    }

    @Test
    void whenAnotherRecorderBeginsItGoesOnWithANewFileOfTheRing() throws IOException {
        Path other = Files.createFile(folder.resolve("default-admin-000001.thriftrec"));
        for (int i = 1; i <= 5; i++) {
            try (Recorder recorder = new Recorder(options(10_000, 2), "default")) {
                recorder.record(exchange(i, 300));
            }
        }
        assertThat(files())
                .extracting(file -> file.getFileName().toString())
                .containsExactly(
                        "default-000004.thriftrec", "default-000005.thriftrec", "default-admin-000001.thriftrec");
        Files.delete(other);
        assertThat(numbers()).containsExactly(4, 5);
    }

    @Test
    void whenTheRecorderHasRestedItGoesOnWithItsFile() throws IOException {
        try (Recorder recorder = new Recorder(options(10_000, 2), "a/b")) {
            for (int i = 1; i <= 3; i++) {
                recorder.record(exchange(i, 300));
                recorder.close();
            }
        }
        assertThat(files()).extracting(file -> file.getFileName().toString()).containsExactly("a_b-000001.thriftrec");
        assertThat(numbers()).containsExactly(1, 2, 3);
    }

    @Test
    void whenFilesAreMadeTheyAreForTheirOwnerAlone() throws IOException {
        Path made = folder.resolve("made");
        try (Recorder recorder = new Recorder(new RecordingOptions(made, 10_000, 2), "default")) {
            recorder.record(exchange(1, 10));
        }
        Path file = made.resolve("default-000001.thriftrec");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void whenAFileIsCutOffAnywhereItIsReadToTheLastWholeMessage() throws IOException {
        try (Recorder recorder = new Recorder(options(10_000, 2), "default")) {
            recorder.record(exchange(1, 50));
            recorder.record(exchange(2, 60));
        }
        Path file = files().get(0);
        byte[] whole = Files.readAllBytes(file);
        int first = (int) (RecordingFormat.headerSize() + RecordingFormat.size(exchange(1, 50)));
        for (int length = first; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(numbers()).containsExactly(1);
            try (RecordingReader reader = new RecordingReader(file)) {
                reader.next();
                assertThat(reader.next()).isNull();
                assertThat(reader.left()).isEqualTo(length - first);
            }
        }
    }

    @Test
    void whenAFileIsCutOffWithinItsHeaderThereIsNothingInIt() throws IOException {
        byte[] header = RecordingFormat.header().array();
        for (int length = 0; length < header.length; length++) {
            Path file = Files.write(folder.resolve("x"), Arrays.copyOf(header, length));
            try (RecordingReader reader = new RecordingReader(file)) {
                assertThat(reader.next()).isNull();
                assertThat(reader.left()).isEqualTo(length);
            }
        }
    }

    @Test
    void whenAByteIsWrongNothingIsMadeOfItsMessage() throws IOException {
        try (Recorder recorder = new Recorder(options(10_000, 2), "default")) {
            recorder.record(exchange(1, 50));
        }
        Path file = files().get(0);
        byte[] whole = Files.readAllBytes(file);
        for (int i = RecordingFormat.headerSize(); i < whole.length; i++) {
            byte[] wrong = whole.clone();
            wrong[i] ^= 0x40;
            Files.write(file, wrong);
            assertThat(read(file)).as("byte %d", i).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "THRIFTREC2", "something else, and long enough"})
    void whenAFileIsNoRecordingItIsRefused(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("x"), content);
        assertThatThrownBy(() -> new RecordingReader(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": no recording (expected: a file that a Thrift server has recorded)");
    }

    @Test
    void whenTheVersionIsAnotherItIsRefused() throws IOException {
        byte[] header = RecordingFormat.header().array();
        header[header.length - 1] = 2;
        Path file = Files.write(folder.resolve("x"), header);
        assertThatThrownBy(() -> new RecordingReader(file))
                .hasMessage(file + ": version 2 of recordings (expected: 1)");
    }

    @Test
    void whenAMessageIsTooLargeItIsDropped() throws IOException {
        try (Recorder recorder = new Recorder(options(1_000, 2), "default")) {
            recorder.record(exchange(1, 1_000));
            recorder.record(exchange(2, 100));
            recorder.close();
            assertThat(recorder.dropped()).isEqualTo(1);
        }
        assertThat(numbers()).containsExactly(2);
    }

    @Test
    void whenTheDirectoryCannotBeMadeMessagesAreDroppedUntilItCan() throws IOException {
        Path blocked = Files.createFile(folder.resolve("blocked"));
        try (Recorder recorder = new Recorder(new RecordingOptions(blocked, 1_000, 2), "default")) {
            recorder.record(exchange(1, 10));
            recorder.record(exchange(2, 10));
            recorder.close();
            assertThat(recorder.dropped()).isEqualTo(2);
            Files.delete(blocked);
            recorder.record(exchange(3, 10));
            recorder.close();
            assertThat(recorder.recorded()).isEqualTo(1);
        }
    }

    @Test
    void whenMoreComesThanCanWaitTheRestIsDroppedAndNobodyWaits() {
        int size = 4 << 20;
        Recorder recorder = new Recorder(options(10L << 20, 2), "default");
        for (int i = 0; i < 100; i++) {
            recorder.record(exchange(1, size));
        }
        recorder.close();
        assertThat(recorder.recorded() + recorder.dropped()).isEqualTo(100);
        assertThat(recorder.recorded()).isPositive();
        Recorder large = new Recorder(options(100L << 20, 2), "large");
        large.record(exchange(1, 17 << 20));
        large.close();
        assertThat(large.dropped()).isEqualTo(1);
    }

    @Test
    void whenNothingIsRecordedForAWhileNoThreadIsLeft() {
        Recorder recorder = new Recorder(options(10_000, 2), "resting");
        recorder.record(exchange(1, 10));
        await().until(() -> recorder.recorded() == 1);
        await().until(() -> threads().isEmpty());
        recorder.record(exchange(2, 10));
        await().until(() -> recorder.recorded() == 2);
        recorder.close();
        // It has nothing to do any more, and ends a moment later.
        await().until(() -> threads().isEmpty());
    }

    private static Map<Thread, StackTraceElement[]> threads() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().equals("thrift-resting-recorder")
                        && thread.getKey().isAlive())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Test
    void whenFiguresAreTooSmallTheyAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options(999, 2))
                .withMessage("recording.max-file-size: 999 (expected: 1000 or more)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options(1_000, 1))
                .withMessage("recording.max-files: 1 (expected: 2 or more)");
    }
}
