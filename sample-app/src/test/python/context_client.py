"""Calls a service, which calls another one, by the header protocol of Apache Thrift's own Python library: what travels there and
back beside the calls.

Arguments: port, and whether a call in time (answered) or one that is too late (late) is made.
"""
import sys

from thrift.Thrift import TApplicationException
from thrift.protocol.THeaderProtocol import THeaderProtocol
from thrift.transport.THeaderTransport import THeaderClientType
from thrift.transport.TSocket import TSocket
from wire import check, thrown

from sample import GreetingService

socket = TSocket("127.0.0.1", int(sys.argv[1]))
socket.setTimeout(30_000)
protocol = THeaderProtocol(socket, [THeaderClientType.HEADERS])
protocol.trans.open()
client = GreetingService.Client(protocol)
protocol.set_header(b"transaction-id", b"from-python-7")
protocol.set_header(b"Tenant", b"blue")
protocol.set_header(b"traceparent", b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
if sys.argv[2] == "answered":
    protocol.set_header(b"client_timeout", b"60000")
    check("value", client.greet("Ada") == "Hello Ada of blue")
    check("header of the reply", protocol.get_headers().get(b"served-by") == b"back")
    check("transaction", protocol.get_headers().get(b"transaction-id") == b"from-python-7")
else:
    protocol.set_header(b"client_timeout", b"3000")
    failure = thrown(TApplicationException, client.greet, "late")
    check("failure", failure is not None and failure.message.endswith("(transaction from-python-7)"))
protocol.trans.close()
