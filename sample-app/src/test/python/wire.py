"""What the clients and servers here share: protocols and transports of Apache Thrift's Python library by name."""
import os
import ssl
import warnings

from thrift.protocol.TBinaryProtocol import TBinaryProtocolAcceleratedFactory, TBinaryProtocolFactory
from thrift.protocol.TCompactProtocol import TCompactProtocolAcceleratedFactory, TCompactProtocolFactory
from thrift.protocol.THeaderProtocol import THeaderProtocolFactory
from thrift.protocol.TJSONProtocol import TJSONProtocolFactory
from thrift.transport.TSocket import TSocket
from thrift.transport.TSSLSocket import TSSLSocket
from thrift.transport.TTransport import TBufferedTransportFactory, TFramedTransportFactory

# The library calls functions of Python's that are deprecated, and has warnings of it shown.
warnings.filterwarnings("ignore", category=DeprecationWarning, module="thrift.transport.TSSLSocket")

TRANSPORTS = {"framed": TFramedTransportFactory, "buffered": TBufferedTransportFactory}
PROTOCOLS = {"binary": TBinaryProtocolFactory, "compact": TCompactProtocolFactory, "json": TJSONProtocolFactory,
             "header": THeaderProtocolFactory}
# The same bytes, read and written in C: what most Python programs use.
ACCELERATED = {"binary": TBinaryProtocolAcceleratedFactory, "compact": TCompactProtocolAcceleratedFactory}


def transport_factory(protocol, transport):
    """The header protocol brings its frames along."""
    return TRANSPORTS["buffered" if protocol == "header" else transport]()


def open_socket(port):
    """With TLS where the environment variable names what is trusted."""
    trusted = os.environ.get("THRIFT_TLS_TRUSTED")
    if trusted:
        return TSSLSocket("127.0.0.1", port, cert_reqs=ssl.CERT_REQUIRED, ca_certs=trusted)
    return TSocket("127.0.0.1", port)


def connect(address, protocol, transport, accelerated=False):
    """The address is a port, or the path of a unix socket."""
    path = str(address).startswith("/")
    socket = TSocket(unix_socket=address) if path else open_socket(int(address))
    socket.setTimeout(10_000)
    wire = transport_factory(protocol, transport).getTransport(socket)
    wire.open()
    return wire, (ACCELERATED if accelerated else PROTOCOLS)[protocol]().getProtocol(wire)


def check(what, condition):
    """Prints a line for each thing that is as it should be, and for each that is not."""
    print(("ok " if condition else "WRONG ") + what, flush=True)


def inapplicable(what, reason):
    """Prints a line for something that this library cannot do."""
    print("inapplicable %s: %s" % (what, reason), flush=True)


def thrown(kind, call, *args):
    """The exception of a kind that a call ends with, or None."""
    try:
        call(*args)
    except kind as ex:
        return ex
    return None
