"""Asks the sample's service for a user by the header protocol of Apache Thrift's own Python library, as part of a trace.

Arguments: port, value of the header traceparent.
"""
import sys

from thrift.protocol.THeaderProtocol import THeaderProtocol
from thrift.transport.THeaderTransport import THeaderClientType
from thrift.transport.TSocket import TSocket

from sample import UserService

socket = TSocket("127.0.0.1", int(sys.argv[1]))
socket.setTimeout(20_000)
protocol = THeaderProtocol(socket, [THeaderClientType.HEADERS])
protocol.trans.open()
protocol.set_header(b"traceparent", sys.argv[2].encode())
print(UserService.Client(protocol).get(1).name)
protocol.trans.close()
