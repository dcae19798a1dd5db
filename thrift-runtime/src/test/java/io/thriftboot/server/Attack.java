package io.thriftboot.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.transport.LayeredTransport;
import io.thriftboot.transport.WireFormat;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TField;
import org.apache.thrift.protocol.TList;
import org.apache.thrift.protocol.TMap;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TSet;
import org.apache.thrift.protocol.TStruct;
import org.apache.thrift.protocol.TType;

/**
 * Bytes that a peer sends to do harm. Each is to be answered with an exception, or its connection closed, and counted.
 *
 * @param name what it is, for the message of a failed test
 * @param bytes what is sent, and then nothing more
 */
record Attack(String name, byte[] bytes) {

    private static final int DEEP = 10_000;
    private static final int BILLIONS = Integer.MAX_VALUE;

    /** All that mean something in a dialect. The numbers in them are those around the limits that the tests set. */
    static List<Attack> in(WireFormat dialect) throws TException {
        Table table = new Table(dialect);
        table.noise();
        table.frames();
        table.names();
        table.types();
        table.texts();
        table.containers();
        table.nesting();
        table.varints();
        table.json();
        table.headers();
        table.bombs();
        table.broken();
        return table.attacks;
    }

    @Override
    public String toString() {
        return name;
    }

    /** Writes one message. */
    private interface Body {

        HostileMessage write(HostileMessage message) throws TException;
    }

    /** Collects the attacks of a dialect. */
    private static final class Table {

        final List<Attack> attacks = new ArrayList<>();
        private final WireFormat dialect;
        private final HostileMessage kind;

        Table(WireFormat dialect) throws TException {
            this.dialect = dialect;
            this.kind = new HostileMessage(dialect);
        }

        private void add(String name, Body body) throws TException {
            bytes(name, body.write(new HostileMessage(dialect)).in(dialect));
        }

        private void bytes(String name, byte... sent) {
            attacks.add(new Attack(name, sent));
        }

        private void hex(String name, String sent) {
            bytes(name, HexFormat.of().parseHex(sent.replace(" ", "")));
        }

        /** Other protocols, and none. */
        void noise() {
            bytes("HTTP", "GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(ISO_8859_1));
            bytes("HTTP POST", "POST /thrift HTTP/1.1\r\nContent-Length: 4\r\n\r\nabcd".getBytes(ISO_8859_1));
            bytes("SSH", "SSH-2.0-OpenSSH_9.6\r\n".getBytes(ISO_8859_1));
            hex("TLS", "16030100c8010000c40303" + "5a".repeat(194));
            hex("old TLS", "802e0100020015000000100100800200");
            bytes("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1));
            hex("ones", "ff".repeat(64));
            byte[] random = new byte[4096];
            new Random(7).nextBytes(random);
            random[0] = 'x';
            bytes("random bytes", random);
        }

        /** Lengths without data. */
        void frames() {
            if (!isFramed()) {
                return;
            }
            hex("empty frame", "00000000");
            hex("frame of -1 byte", "ffffffff");
            hex("frame of -2^31 bytes", "80000000 00");
            hex("frame of 2^31-1 bytes", "7fffffff 8001");
            hex("largest frame", "3fffffff 80010001");
            hex("frame within the limit, nothing in it", "000fffff");
            hex("frame with a byte in it", "000fffff 80");
            hex("part of a frame's length", "0000");
            hex("frame of one byte", "00000001 80");
            hex("frame above the limit, without a message", "00200000 41414141 41414141");
        }

        private boolean isFramed() {
            return dialect.transport().isFramed() || dialect.protocol() == ThriftProtocol.HEADER;
        }

        void names() throws TException {
            for (int size : new int[] {BILLIONS, -1, Integer.MIN_VALUE, 300_000}) {
                if (!kind.isJson()) {
                    add("name of " + size + " bytes", to -> to.hex(kind.isBinary() ? "80010001" : "822101")
                            .length(size)
                            .text("echo"));
                }
            }
            add("unknown name of 100,000 bytes", to -> to.message("x".repeat(100_000), TMessageType.CALL)
                    .with(out -> out.writeFieldStop()));
            add("empty name", to -> to.message("", TMessageType.CALL).with(out -> out.writeFieldStop()));
            add("name of separators", to -> to.message(":".repeat(1000), TMessageType.CALL)
                    .with(out -> out.writeFieldStop()));
            add("unknown service", to -> to.message("Nobody:echo", TMessageType.CALL)
                    .with(out -> out.writeFieldStop()));
        }

        void types() throws TException {
            for (int type : new int[] {0, 5, 6, 7}) {
                add("message type " + type, to -> to.message("echo", (byte) type)
                        .with(out -> out.writeFieldStop()));
            }
            add("reply to nobody", to -> to.message("echo", TMessageType.REPLY).with(out -> out.writeFieldStop()));
            add("exception to nobody", to -> to.message("echo", TMessageType.EXCEPTION)
                    .with(out -> out.writeFieldStop()));
            if (kind.isBinary()) {
                add("message type 255", to -> to.hex("800100ff 00000004 6563686f 00000001 00"));
                add("version 2", to -> to.hex("80020001 00000004 6563686f 00000001 00"));
                for (String type : List.of("01", "05", "07", "09", "11", "7f", "80", "ff")) {
                    add("field of type " + type, to -> to.call().hex(type + "0009 00000000 00000000"));
                    add("list of type " + type, to -> to.call().hex("0f0009" + type + "7fffffff 00"));
                    add("map of type " + type, to -> to.call().hex("0d0009" + type + type + "7fffffff 00"));
                }
            }
            if (kind.isCompact()) {
                for (String type : List.of("0e", "0f")) {
                    add("field of type " + type, to -> to.call().hex("9" + type.charAt(1) + "0000"));
                    add("list of type " + type, to -> to.call().hex("99 f" + type.charAt(1) + "ffffffff07"));
                    add("map of type " + type, to -> to.call().hex("9b ffffffff07 " + type.charAt(1) + type.charAt(1)));
                }
                add("version 31", to -> to.hex("823f01 04 6563686f 00"));
            }
        }

        void texts() throws TException {
            if (kind.isJson()) {
                return;
            }
            for (int size : new int[] {BILLIONS, -1, Integer.MIN_VALUE, 300_000, 200_000}) {
                add(
                        "text of " + size + " bytes",
                        to -> to.call().field(TType.STRING, 1).length(size).text("abc"));
                add(
                        "unknown text of " + size + " bytes",
                        to -> to.call().field(TType.STRING, 9).length(size));
                add("binary of " + size + " bytes", to -> to.message("echoBinary", TMessageType.CALL)
                        .field(TType.STRING, 1)
                        .length(size));
            }
        }

        void containers() throws TException {
            for (int size : new int[] {BILLIONS, -1, 10_001, 9_999}) {
                for (byte type : new byte[] {TType.BOOL, TType.STRING, TType.STRUCT, TType.UUID, TType.LIST}) {
                    String what = " of " + size + " elements of type " + type;
                    add("unknown list" + what, to -> to.call()
                            .field(TType.LIST, 9)
                            .with(out -> out.writeListBegin(new TList(type, size))));
                    add(
                            "unknown set" + what,
                            to -> to.call().field(TType.SET, 9).with(out -> out.writeSetBegin(new TSet(type, size))));
                    add("unknown map" + what, to -> to.call()
                            .field(TType.MAP, 9)
                            .with(out -> out.writeMapBegin(new TMap(type, type, size))));
                }
                item("tags", size, TType.LIST, 3, out -> out.writeListBegin(new TList(TType.STRING, size)));
                item("counts", size, TType.MAP, 4, out -> out.writeMapBegin(new TMap(TType.STRING, TType.I32, size)));
                item("keys", size, TType.SET, 7, out -> out.writeSetBegin(new TSet(TType.UUID, size)));
            }
        }

        private void item(String field, int size, byte type, int id, HostileMessage.Writer begin) throws TException {
            add(size + " " + field + " of an item", to -> to.message("echoItem", TMessageType.CALL)
                    .field(TType.STRUCT, 1)
                    .with(out -> out.writeStructBegin(new TStruct("item")))
                    .field(type, id)
                    .with(begin));
        }

        void nesting() throws TException {
            add(
                    "structs in structs",
                    to -> nested(to.call(), out -> {
                        out.writeFieldBegin(new TField("in", TType.STRUCT, (short) 9));
                        out.writeStructBegin(new TStruct("in"));
                    }));
            add(
                    "lists in lists",
                    to -> nested(to.call().field(TType.LIST, 9), out -> out.writeListBegin(new TList(TType.LIST, 1))));
            add(
                    "sets in sets",
                    to -> nested(to.call().field(TType.SET, 9), out -> out.writeSetBegin(new TSet(TType.SET, 1))));
            add(
                    "maps in maps",
                    to -> nested(to.call().field(TType.MAP, 9), out -> {
                        out.writeMapBegin(new TMap(TType.I32, TType.MAP, 1));
                        out.writeI32(1);
                    }));
            add(
                    "trees in trees",
                    to -> nested(
                            to.message("echoTree", TMessageType.CALL)
                                    .field(TType.STRUCT, 1)
                                    .with(out -> out.writeStructBegin(new TStruct("tree"))),
                            out -> {
                                out.writeFieldBegin(new TField("children", TType.LIST, (short) 2));
                                out.writeListBegin(new TList(TType.STRUCT, 1));
                                out.writeStructBegin(new TStruct("tree"));
                            }));
        }

        private static HostileMessage nested(HostileMessage message, HostileMessage.Writer level) throws TException {
            for (int i = 0; i < DEEP; i++) {
                message.with(level);
            }
            return message;
        }

        void varints() throws TException {
            if (!kind.isCompact()) {
                return;
            }
            String endless = "ff".repeat(11) + "01";
            String six = "ffffffffff7f";
            add("endless seqid", to -> to.hex("8221" + endless));
            add("endless length of the name", to -> to.hex("822101" + endless));
            add(
                    "endless length of a text",
                    to -> to.call().field(TType.STRING, 1).hex(endless));
            add("length of six bytes", to -> to.call().field(TType.STRING, 1).hex(six));
            add("endless i64", to -> to.message("add", TMessageType.CALL)
                    .field(TType.I64, 1)
                    .hex(endless));
            add("i32 of six bytes", to -> to.message("add", TMessageType.CALL)
                    .field(TType.I32, 2)
                    .hex(six));
            add(
                    "endless number to be skipped",
                    to -> to.call().field(TType.I64, 9).hex(endless));
            add("endless field id", to -> to.call().hex("08" + endless));
            add("endless size of a list", to -> to.call().field(TType.LIST, 9).hex("f8" + endless));
            add("endless size of a map", to -> to.call().field(TType.MAP, 9).hex(endless));
        }

        void json() throws TException {
            if (!kind.isJson()) {
                return;
            }
            add("endless text", to -> to.text("[1,\"echo\",1,1,{\"1\":{\"str\":\"" + "a".repeat(400_000)));
            add("endless name", to -> to.text("[1,\"" + "a".repeat(400_000)));
            add("endless number", to -> to.text("[1,\"echo\",1," + "1".repeat(400_000)));
            add("endless space", to -> to.text("[" + " ".repeat(2_000_000)));
            add("endless arrays", to -> to.text("[1," + "[".repeat(100_000)));
            add("endless objects", to -> to.text("[1,\"echo\",1,1,{\"1\":" + "{\"1\":".repeat(100_000)));
            add("message type 300", to -> to.text("[1,\"echo\",300,1,{}]"));
            add("message type -1", to -> to.text("[1,\"echo\",-1,1,{}]"));
            add("seqid that is no number", to -> to.text("[1,\"echo\",1,1e999999999,{}]"));
            add("version 2", to -> to.text("[2,\"echo\",1,1,{}]"));
            add("unknown type", to -> to.text("[1,\"echo\",1,1,{\"9\":{\"xyz\":1}}]"));
            add("bad escape", to -> to.text("[1,\"echo\",1,1,{\"1\":{\"str\":\"\\u12\"}}]"));
            add("field id that is no number", to -> to.text("[1,\"echo\",1,1,{\"x\":{\"str\":\"a\"}}]"));
            add("field id of 10,000 digits", to -> to.text("[1,\"echo\",1,1,{\"" + "9".repeat(10_000) + "\":"));
            add("control characters", to -> to.text("[1,\u001b[31m\n\"echo\",1,1,{}]"));
        }

        /** Sections of the header protocol. */
        void headers() throws TException {
            if (dialect.protocol() != ThriftProtocol.HEADER) {
                return;
            }
            byte[] body = kind.body();
            section("no section", "");
            section("protocol 5", "05000000");
            section("protocol that does not end", "ffffffff");
            section("transform 9", "00010900");
            section("2^31-1 transforms", "00ffffffff070000");
            section("five zlibs", "0005010101010100");
            section("2^31-1 headers", "000001ffffffff07");
            section("1001 headers", "000001e907000000");
            section("name of 2^31-1 bytes", "00000101ffffffff07000000");
            section("varint of six bytes", "00000101ffffffffff7f0000");
            section("header without a value", "0000010101610000");
            section("zlib of what is none", "00010100");
            bytes(
                    "section longer than the frame",
                    HostileMessage.frame(HexFormat.of().parseHex("0fff0000000000013fff00000000")));
            bytes(
                    "section of 2^18 bytes",
                    HostileMessage.frame(HexFormat.of().parseHex("0fff000000000001ffff00000000")));
            bytes(
                    "header in a header in a header",
                    HostileMessage.header(
                            "00000000", HostileMessage.header("00000000", HostileMessage.header("00000000", body))));
            hex("frame of a header alone", "0000000a 0fff0000000000010000");
            hex("frame too short for a header", "00000003 0fff00");
        }

        private void section(String name, String hex) throws TException {
            bytes(name, HostileMessage.header(hex, HexFormat.of().parseHex("8001000100000004")));
        }

        /** A little that becomes a lot. */
        void bombs() throws TException {
            byte[] text = new HostileMessage(dialect)
                    .call()
                    .field(TType.STRING, 1)
                    .length(200_000)
                    .raw(new byte[64 << 20])
                    .body();
            if (dialect.protocol() == ThriftProtocol.HEADER) {
                byte[] once = HostileMessage.deflate(text, Deflater.FULL_FLUSH);
                byte[] twice = HostileMessage.deflate(once, Deflater.FULL_FLUSH);
                bytes("zlib bomb", HostileMessage.header("00010100", once));
                bytes("zlib bomb in a zlib bomb", HostileMessage.header("0002010100000000", twice));
                bytes("half a zlib stream", HostileMessage.header("00010100", java.util.Arrays.copyOf(once, 100)));
            }
            if (dialect.transport() == LayeredTransport.ZLIB) {
                byte[] name = new HostileMessage(dialect)
                        .hex("80010001 04000000")
                        .raw(new byte[64 << 20])
                        .body();
                bytes("zlib bomb", HostileMessage.wrap(dialect, name));
                hex("no zlib stream", "80010001 00000004");
                hex("zlib with a dictionary", "78bb 00000000 0000");
                bytes("end of the zlib stream", HostileMessage.deflate(kind.body(), Deflater.FULL_FLUSH));
            }
        }

        /** Messages cut off at every place, and wrong types in right places. */
        void broken() throws TException {
            byte[] call = new HostileMessage(dialect)
                    .call()
                    .field(TType.STRING, 1)
                    .with(out -> out.writeString("text"))
                    .with(out -> out.writeFieldEnd())
                    .with(out -> out.writeFieldStop())
                    .body();
            for (int length = 1; length < call.length; length += 3) {
                bytes(
                        "first " + length + " bytes",
                        HostileMessage.wrap(dialect, java.util.Arrays.copyOf(call, length)));
            }
            add("required field missing", to -> to.message("echoNote", TMessageType.CALL)
                    .field(TType.STRUCT, 1)
                    .with(out -> {
                        out.writeStructBegin(new TStruct("note"));
                        out.writeFieldStop();
                        out.writeStructEnd();
                        out.writeFieldEnd();
                        out.writeFieldStop();
                        out.writeStructEnd();
                        out.writeMessageEnd();
                    }));
        }
    }
}
