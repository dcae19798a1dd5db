package io.thriftboot.idl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftboot.idl.java.JavaOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.thrift.TBase;
import org.apache.thrift.TException;
import org.apache.thrift.TFieldIdEnum;
import org.apache.thrift.meta_data.FieldMetaData;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TCompactProtocol;
import org.apache.thrift.protocol.TField;
import org.apache.thrift.protocol.TJSONProtocol;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TProtocolException;
import org.apache.thrift.protocol.TProtocolFactory;
import org.apache.thrift.protocol.TStruct;
import org.apache.thrift.protocol.TTupleProtocol;
import org.apache.thrift.protocol.TType;
import org.apache.thrift.transport.TMemoryBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What generated classes write and read again, with a value in every field, and what the classes say about equality. */
class RoundTripTest {

    @TempDir
    static Path work;

    private static Generated generated;
    private static Samples samples;

    @BeforeAll
    static void generate() {
        generated = Generated.from(JavaOptions.DEFAULT, work, "everything.thrift", "shared.thrift");
        samples = new Samples();
    }

    static Stream<TProtocolFactory> protocols() {
        return Stream.of(
                new TBinaryProtocol.Factory(),
                new TCompactProtocol.Factory(),
                new TJSONProtocol.Factory(),
                new TTupleProtocol.Factory());
    }

    static Stream<Arguments> structsInProtocols() {
        return protocols().flatMap(protocol -> structs()
                .map(name -> Arguments.of(
                        Named.of(protocol.getClass().getEnclosingClass().getSimpleName(), protocol), name)));
    }

    static Stream<String> structs() {
        return Stream.of(
                "Everything",
                "Required",
                "Defaults",
                "Nothing",
                "Problem",
                "Tree",
                "Ids",
                "Flags",
                "ManyFlags",
                "Point");
    }

    @ParameterizedTest
    @MethodSource("structsInProtocols")
    void whenEveryFieldIsSetStructComesBackEqual(TProtocolFactory protocol, String name) throws Exception {
        TBase<?, ?> struct = samples.fill(create(name));
        TBase<?, ?> back = copy(struct, create(name), protocol);
        assertThat(back).isEqualTo(struct).hasSameHashCodeAs(struct).hasToString(struct.toString());
        assertThat(compare(back, struct)).isZero();
    }

    @ParameterizedTest
    @MethodSource("structs")
    void whenDeepCopiedOrSerializedByJavaStructIsEqual(String name) throws Exception {
        TBase<?, ?> struct = samples.fill(create(name));
        assertThat(struct.deepCopy()).isEqualTo(struct).isNotSameAs(struct);
        assertThat(serialized(struct)).isEqualTo(struct);
    }

    @ParameterizedTest
    @MethodSource("structs")
    void whenAFieldIsUnsetStructsAreNotEqual(String name) throws Exception {
        TBase<?, ?> struct = samples.fill(create(name));
        for (TFieldIdEnum field : samples.setFields(struct)) {
            TBase<?, ?> other = struct.deepCopy();
            samples.unset(other, field);
            assertThat(other.equals(struct))
                    .describedAs(field.getFieldName())
                    .isEqualTo(samples.isAlwaysCompared(struct, field));
            assertThat(compare(other, struct)).describedAs(field.getFieldName()).isNegative();
        }
    }

    @ParameterizedTest
    @MethodSource("protocols")
    void whenUnionHasOneFieldItComesBackEqual(TProtocolFactory protocol) throws Exception {
        List<TBase<?, ?>> unions = samples.unions(create("Choice"));
        assertThat(unions).hasSize(12);
        for (TBase<?, ?> union : unions) {
            TBase<?, ?> back = copy(union, create("Choice"), protocol);
            assertThat(back).isEqualTo(union).hasSameHashCodeAs(union);
            assertThat(union.deepCopy()).isEqualTo(union);
            if (!samples.isSet(
                    union, "bytes")) { // libthrift's TUnion serializes the ByteBuffer itself, which Java cannot
                assertThat(serialized(union)).isEqualTo(union);
            }
        }
    }

    @Test
    void whenBinariesAreDeepCopiedTheyAreIndependent() throws Exception {
        TBase<?, ?> struct = create("Everything");
        byte[] bytes = {1, 2, 3};
        samples.set(struct, "binaries", new ArrayList<>(List.of(ByteBuffer.wrap(bytes))));
        TBase<?, ?> copy = struct.deepCopy();
        bytes[0] = 9;
        assertThat(copy).isNotEqualTo(struct);
    }

    @Test
    void whenNothingIsSetDefaultsAreThere() throws Exception {
        TBase<?, ?> defaults = create("Defaults");
        assertThat(defaults.toString())
                .contains("number:5", "text:text", "numbers:[1, 2, 3]", "color:GREEN", "ratio:0.5", "required_one:7")
                .contains("points:{origin=Point(x:0, y:0)}", "colors:[RED, GREEN]")
                .contains("id:00112233-4455-6677-8899-aabbccddeeff");
        assertThat(samples.get(create("Preset"), "number")).isEqualTo(3);
    }

    @Test
    void whenRequiredFieldIsUnsetWritingFails() throws Exception {
        TBase<?, ?> struct = samples.fill(create("Required"));
        samples.set(struct, "aString", null);
        assertThatThrownBy(() -> copy(struct, create("Required"), new TBinaryProtocol.Factory()))
                .isInstanceOf(TProtocolException.class)
                .hasMessage("Required.aString: required field is not set");
    }

    @Test
    void whenRequiredPrimitiveIsMissingReadingFails() throws Exception {
        TMemoryBuffer buffer = new TMemoryBuffer(64);
        create("Nothing").write(new TBinaryProtocol(buffer));
        assertThatThrownBy(() -> create("Point").read(new TBinaryProtocol(buffer)))
                .isInstanceOf(TProtocolException.class)
                .hasMessage("Point.x: required field is not set");
    }

    @Test
    void whenEnumNumberIsUnknownFieldIsUnset() throws Exception {
        TMemoryBuffer buffer = new TMemoryBuffer(64);
        TProtocol protocol = new TBinaryProtocol(buffer);
        protocol.writeStructBegin(new TStruct("Everything"));
        protocol.writeFieldBegin(new TField("aColor", TType.I32, (short) 11));
        protocol.writeI32(4711);
        protocol.writeFieldEnd();
        protocol.writeFieldBegin(new TField("unknown", TType.STRING, (short) 999));
        protocol.writeString("passed over");
        protocol.writeFieldEnd();
        protocol.writeFieldStop();
        TBase<?, ?> everything = create("Everything");
        everything.read(protocol);
        assertThat(everything).isEqualTo(create("Everything"));
    }

    @Test
    void whenStructsAreNestedTooDeepReadingFails() throws Exception {
        TBase<?, ?> tree = create("Tree");
        for (int depth = 0; depth < 100; depth++) {
            TBase<?, ?> parent = create("Tree");
            samples.set(parent, "left", tree);
            tree = parent;
        }
        TBase<?, ?> deep = tree;
        assertThatThrownBy(() -> copy(deep, create("Tree"), new TBinaryProtocol.Factory()))
                .isInstanceOf(TProtocolException.class);
    }

    @Test
    void whenConstantsAreReadTheyHaveTheValuesOfTheIdl() throws Exception {
        Class<?> constants = generated.type("corpus.all.everythingConstants");
        assertThat(constants.getField("YES").get(null)).isEqualTo(true);
        assertThat(constants.getField("I8").get(null)).isEqualTo((byte) 127);
        assertThat(constants.getField("I32").get(null)).isEqualTo(-16);
        assertThat(constants.getField("I64").get(null)).isEqualTo(Long.MAX_VALUE);
        assertThat(constants.getField("WHOLE").get(null)).isEqualTo(3.0);
        assertThat(constants.getField("S").get(null)).isEqualTo("quotes \" and ' and \\ and \n and é");
        assertThat(constants.getField("BYTES").get(null))
                .isEqualTo(ByteBuffer.wrap("bytes".getBytes(StandardCharsets.UTF_8)));
        assertThat(constants.getField("LIMIT").get(null)).isEqualTo(10);
        assertThat(constants.getField("NUMBER_OF_BLUE").get(null)).isEqualTo(6);
        assertThat(constants.getField("HIGHEST").get(null)).hasToString("HIGH");
        assertThat(constants.getField("MAP").get(null)).hasToString("{a=[RED], b=[]}");
        assertThat(constants.getField("PATH").get(null)).hasToString("[Point(x:1, y:2), Point(x:3, y:4, label:end)]");
        assertThat(constants.getField("DEEP").get(null)).hasToString("[{1=[x]}, {}]");
    }

    @Test
    void whenAskedAtRunTimeMetaDataDescribesFields() throws Exception {
        FieldMetaData field = samples.metaData(create("Everything"), "numbers");
        assertThat(field.valueMetaData.type).isEqualTo(TType.MAP);
        assertThat(samples.metaData(create("Everything"), "userId")
                        .valueMetaData
                        .getTypedefName())
                .isEqualTo("UserId");
        assertThat(samples.metaData(create("Everything"), "aBinary")
                        .valueMetaData
                        .isBinary())
                .isTrue();
    }

    private static TBase<?, ?> create(String name) throws ReflectiveOperationException {
        return (TBase<?, ?>)
                generated.type("corpus.all." + name).getConstructor().newInstance();
    }

    private static TBase<?, ?> copy(TBase<?, ?> from, TBase<?, ?> to, TProtocolFactory factory) throws TException {
        TMemoryBuffer buffer = new TMemoryBuffer(1024);
        from.write(factory.getProtocol(buffer));
        to.read(factory.getProtocol(buffer));
        return to;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static int compare(TBase left, TBase right) {
        return left.compareTo(right);
    }

    private static Object serialized(Object object) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(object);
        try (ObjectInputStream input = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())) {
            @Override
            protected Class<?> resolveClass(ObjectStreamClass description) throws ClassNotFoundException {
                return Class.forName(
                        description.getName(), false, object.getClass().getClassLoader());
            }
        }) {
            return input.readObject();
        }
    }
}
