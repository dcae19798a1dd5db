"""Serves everything.thrift with Apache Thrift's own Python library, plain and multiplexed, until its input ends.

Arguments: server (TSimpleServer, TThreadedServer or THttpServer), protocol (binary, compact, json or header), transport (framed or
buffered; of no meaning to THttpServer), the path of a unix socket or nothing. Prints the port it listens on, 0 for a path.
"""
import logging
import os
import sys
import threading

from thrift.protocol.THeaderProtocol import THeaderProtocol, THeaderProtocolFactory
from thrift.server import THttpServer, TServer
from thrift.TMultiplexedProcessor import TMultiplexedProcessor
from thrift.transport.THeaderTransport import THeaderTransformID as Transform
from thrift.transport.TSocket import TServerSocket
from thrift.transport.TSSLSocket import TSSLServerSocket
from wire import PROTOCOLS, transport_factory

from everything import Everything
from everything.constants import SAMPLE
from everything.ttypes import Ending, Refused
from everything_base.ttypes import Broken, Level


def closing(handler):
    """Says that it closes the connection. The JDK's client takes it for a persistent one otherwise, and may use it meanwhile."""

    class Closing(handler):
        def end_headers(self):
            self.send_header("Connection", "close")
            super().end_headers()

        def log_message(self, *args):
            pass

    return Closing


class Handler:
    def __init__(self):
        self.notes = set()
        self.changed = threading.Condition()

    def __getattr__(self, name):
        if name.startswith("echo"):
            return lambda value: value
        raise AttributeError(name)

    def nothing(self):
        pass

    def sample(self):
        return SAMPLE

    def isSample(self, value):
        return value == SAMPLE

    def minus(self, total, amount):
        return total - amount

    def finish(self, how, text):
        if how == Ending.REFUSED:
            raise Refused("no", Level.HIGH)
        if how == Ending.BROKEN:
            raise Broken(-1, "broken")
        if how == Ending.UNDECLARED:
            raise ValueError("undeclared, on purpose")
        return text

    def finishVoid(self, how):
        self.finish(how, "")

    def note(self, text):
        with self.changed:
            self.notes.add(text)
            self.changed.notify_all()

    def noted(self, text):
        with self.changed:
            return self.changed.wait_for(lambda: text in self.notes, timeout=5)


class EchoedHeaders(THeaderProtocol):
    """Sends the headers of a request back; compresses its reply, and all after it, where one of them asks for that."""

    compressed = False

    def readMessageBegin(self):
        message = super().readMessageBegin()
        for name, value in self.get_headers().items():
            self.set_header(name, value)
        if b"compress" in self.get_headers() and not self.compressed:
            self.compressed = True
            self.add_transform(Transform.ZLIB)
        return message


class EchoedHeadersFactory(THeaderProtocolFactory):
    def getProtocol(self, trans):
        return EchoedHeaders(trans, self.allowed_client_types, self.default_protocol)


class Announced:
    def listen(self):
        super().listen()
        print(0 if self._unix_socket else self.handle.getsockname()[1], flush=True)


class AnnouncedSocket(Announced, TServerSocket):
    pass


class AnnouncedTlsSocket(Announced, TSSLServerSocket):
    pass


def server_socket():
    """With TLS where environment variables name a certificate and its key."""
    certificate = os.environ.get("THRIFT_TLS_CERTIFICATE")
    if certificate:
        return AnnouncedTlsSocket("127.0.0.1", 0, certfile=certificate, keyfile=os.environ["THRIFT_TLS_KEY"])
    return AnnouncedSocket(unix_socket=sys.argv[4]) if sys.argv[4:] else AnnouncedSocket("127.0.0.1", 0)


def end_with_input():
    sys.stdin.read()
    os._exit(0)


logging.basicConfig(level=logging.CRITICAL)
threading.Thread(target=end_with_input, daemon=True).start()
processor = TMultiplexedProcessor()
everything = Everything.Processor(Handler())
processor.registerProcessor("Everything", everything)
processor.registerDefault(everything)
protocol = EchoedHeadersFactory() if sys.argv[2] == "header" else PROTOCOLS[sys.argv[2]]()
if sys.argv[1] == "THttpServer":
    server = THttpServer.THttpServer(processor, ("127.0.0.1", 0), protocol)
    server.httpd.RequestHandlerClass = closing(server.httpd.RequestHandlerClass)
    print(server.httpd.server_port, flush=True)
else:
    server = getattr(TServer, sys.argv[1])(processor, server_socket(), transport_factory(*sys.argv[2:4]), protocol)
server.serve()
