"""Calls the service of everything.thrift by the header protocol of Apache Thrift's own Python library: what is in the headers
and how the messages inside look. The server sends the headers of each request back.

Arguments: port.
"""
import sys

from thrift.protocol.THeaderProtocol import THeaderProtocol
from thrift.transport.THeaderTransport import (
    READ_TRANSFORMS_BY_ID, THeaderClientType, THeaderSubprotocolID, THeaderTransformID)
from thrift.transport.TSocket import TSocket
from wire import check

from everything import Everything

TEXT = "text " * 20000
inflated = []


def inflate(payload, plain=READ_TRANSFORMS_BY_ID[THeaderTransformID.ZLIB]):
    inflated.append(len(payload))
    return plain(payload)


READ_TRANSFORMS_BY_ID[THeaderTransformID.ZLIB] = inflate
for name, inner in ("binary", THeaderSubprotocolID.BINARY), ("compact", THeaderSubprotocolID.COMPACT):
    for compressed in (False, True):
        how = name + (" compressed" if compressed else "")
        socket = TSocket("127.0.0.1", int(sys.argv[1]))
        socket.setTimeout(10_000)
        protocol = THeaderProtocol(socket, [THeaderClientType.HEADERS], inner)
        if compressed:
            protocol.add_transform(THeaderTransformID.ZLIB)
        protocol.trans.open()
        client = Everything.Client(protocol)
        protocol.set_header(b"name", "välue".encode())
        protocol.set_header(b"empty", b"")
        check(how + " value", client.echoText(TEXT) == TEXT)
        check(how + " headers", protocol.get_headers() == {b"name": "välue".encode(), b"empty": b""})
        check(how + " protocol of the reply", protocol.trans.protocol_id == inner)
        check(how + " compressed reply", (len(inflated) == 1 and inflated[0] < 10000) == compressed)
        client.nothing()
        check(how + " no headers", protocol.get_headers() == {})
        inflated.clear()
        protocol.trans.close()
