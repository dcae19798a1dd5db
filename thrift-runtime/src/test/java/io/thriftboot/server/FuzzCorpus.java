package io.thriftboot.server;

import io.thriftboot.protocol.THeaderProtocol;
import io.thriftboot.protocol.THeaderTransport;
import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.testapi.BaseService;
import io.thriftboot.testapi.Color;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.testapi.Item;
import io.thriftboot.testapi.Note;
import io.thriftboot.testapi.Tree;
import io.thriftboot.transport.LayeredTransport;
import io.thriftboot.transport.WireFormat;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.thrift.TException;
import org.apache.thrift.TSerializable;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.transport.TMemoryBuffer;

/** Valid messages as clients send them, which are made invalid then. */
final class FuzzCorpus {

    private FuzzCorpus() {}

    /** A message that nothing is wrong with. */
    record Valid(WireFormat dialect, byte[] bytes) {}

    /** All that a server understands which finds out how each message looks. */
    static List<Valid> all() throws TException {
        List<Valid> all = new ArrayList<>();
        for (ThriftProtocol protocol : List.of(ThriftProtocol.BINARY, ThriftProtocol.COMPACT, ThriftProtocol.JSON)) {
            for (LayeredTransport transport : List.of(LayeredTransport.FRAMED, LayeredTransport.BUFFERED)) {
                all.addAll(of(WireFormat.DEFAULT.with(protocol, transport)));
            }
        }
        all.addAll(of(WireFormat.DEFAULT.with(ThriftProtocol.HEADER, LayeredTransport.FRAMED)));
        return all;
    }

    /** In one dialect. */
    static List<Valid> of(WireFormat dialect) throws TException {
        List<Valid> messages = new ArrayList<>();
        for (Call call : calls()) {
            if (dialect.protocol() == ThriftProtocol.HEADER) {
                for (int style = 0; style < 4; style++) {
                    messages.add(new Valid(dialect, withHeader(call, style)));
                }
            } else {
                messages.add(new Valid(dialect, RawClient.message(dialect, call.name, call.type, 7, call.args)));
            }
        }
        return messages;
    }

    private static byte[] withHeader(Call call, int style) throws TException {
        TMemoryBuffer sent = new TMemoryBuffer(256);
        THeaderProtocol out = new THeaderProtocol(new THeaderTransport(sent));
        out.setStyle(style / 2 == 0 ? ThriftProtocol.BINARY : ThriftProtocol.COMPACT, style % 2 == 1);
        out.setWriteHeader("user", "somebody");
        out.setWriteHeader("deadline", "1000");
        out.writeMessageBegin(new TMessage(call.name, call.type, 7));
        call.args.write(out);
        out.writeMessageEnd();
        out.getTransport().flush();
        return Arrays.copyOf(sent.getArray(), sent.length());
    }

    /** What is asked, whatever the dialect. */
    private record Call(String name, byte type, TSerializable args) {

        Call(String name, TSerializable args) {
            this(name, TMessageType.CALL, args);
        }
    }

    private static List<Call> calls() {
        return List.of(
                new Call("echo", new EchoService.echo_args("some text")),
                new Call("EchoService:echo", new EchoService.echo_args("größer")),
                new Call("Other:echo", new EchoService.echo_args("of another service")),
                new Call("echo", new EchoService.echo_args("long ".repeat(400))),
                new Call("ping", new BaseService.ping_args("inherited")),
                new Call("echoBinary", new EchoService.echoBinary_args(ByteBuffer.wrap(new byte[300]))),
                new Call("echoItem", new EchoService.echoItem_args(item())),
                new Call("echoTree", new EchoService.echoTree_args(tree(4))),
                new Call("echoNote", new EchoService.echoNote_args(new Note("note"))),
                new Call("nothing", new EchoService.nothing_args()),
                new Call("add", new EchoService.add_args(Long.MIN_VALUE, -1)),
                new Call("find", new EchoService.find_args(0)),
                new Call("unknown", new EchoService.echo_args("nobody knows")),
                new Call("fire", TMessageType.ONEWAY, new EchoService.fire_args("shot")));
    }

    private static Item item() {
        return new Item(
                        1,
                        List.of("a", "", "tag"),
                        Map.of("one", 1, "two", 2),
                        ByteBuffer.wrap(new byte[] {1, 2, 3}),
                        Color.GREEN,
                        Set.of(new UUID(1, 2), new UUID(3, 4)))
                .setName("name");
    }

    private static Tree tree(int depth) {
        Tree tree = new Tree(depth, new ArrayList<>());
        for (int i = 0; i < depth; i++) {
            tree.addToChildren(tree(depth - 1));
        }
        return tree;
    }
}
