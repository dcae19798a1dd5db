"""Calls UserService over HTTP with Apache Thrift's own Python library, and prints what it gets.

Needs no generated code, so that the Thrift compiler need not be installed. Arguments: URL, protocol (binary or compact).
"""
import sys

from thrift.protocol.TBinaryProtocol import TBinaryProtocol
from thrift.protocol.TCompactProtocol import TCompactProtocol
from thrift.Thrift import TApplicationException, TMessageType, TType
from thrift.transport.THttpClient import THttpClient

transport = THttpClient(sys.argv[1])
protocol = {"binary": TBinaryProtocol, "compact": TCompactProtocol}[sys.argv[2]](transport)
transport.open()


def send(method, kind, field_type, write):
    protocol.writeMessageBegin(method, kind, 7)
    protocol.writeStructBegin(method + "_args")
    protocol.writeFieldBegin("argument", field_type, 1)
    write()
    protocol.writeFieldEnd()
    protocol.writeFieldStop()
    protocol.writeStructEnd()
    protocol.writeMessageEnd()
    transport.flush()


def receive(method):
    name, kind, seqid = protocol.readMessageBegin()
    assert (name, seqid) == (method, 7), (name, seqid)
    if kind == TMessageType.EXCEPTION:
        exception = TApplicationException()
        exception.read(protocol)
        result = "exception of type %d" % exception.type
    else:
        result = receive_result()
    protocol.readMessageEnd()
    return result


def receive_result():
    protocol.readStructBegin()
    _, field_type, field_id = protocol.readFieldBegin()
    if field_type == TType.STRING:
        result = protocol.readString()
    else:
        protocol.skip(field_type)
        result = "declared exception in field %d" % field_id
    protocol.readFieldEnd()
    assert protocol.readFieldBegin()[1] == TType.STOP
    protocol.readStructEnd()
    return result


send("ping", TMessageType.CALL, TType.STRING, lambda: protocol.writeString("hello"))
print("ping", receive("ping"))
send("name", TMessageType.CALL, TType.I64, lambda: protocol.writeI64(-1))
print("name", receive("name"))
send("touch", TMessageType.ONEWAY, TType.I64, lambda: protocol.writeI64(7))
print("touch", transport.code)
send("absent", TMessageType.CALL, TType.I64, lambda: protocol.writeI64(1))
print("absent", receive("absent"))
transport.close()
