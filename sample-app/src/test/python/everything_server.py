"""Serves everything.thrift with Apache Thrift's own Python library, plain and multiplexed, until its input ends.

Arguments: server (TSimpleServer or TThreadedServer), protocol (binary, compact or json), transport (framed or buffered).
Prints the port it listens on.
"""
import logging
import os
import sys
import threading

from thrift.server import TServer
from thrift.TMultiplexedProcessor import TMultiplexedProcessor
from thrift.transport.TSocket import TServerSocket
from wire import PROTOCOLS, TRANSPORTS

from everything import Everything
from everything.constants import SAMPLE
from everything.ttypes import Ending, Refused
from everything_base.ttypes import Broken, Level


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


class AnnouncedSocket(TServerSocket):
    def listen(self):
        super().listen()
        print(self.handle.getsockname()[1], flush=True)


def end_with_input():
    sys.stdin.read()
    os._exit(0)


logging.basicConfig(level=logging.CRITICAL)
threading.Thread(target=end_with_input, daemon=True).start()
processor = TMultiplexedProcessor()
everything = Everything.Processor(Handler())
processor.registerProcessor("Everything", everything)
processor.registerDefault(everything)
server = getattr(TServer, sys.argv[1])
server(processor, AnnouncedSocket("127.0.0.1", 0), TRANSPORTS[sys.argv[3]](), PROTOCOLS[sys.argv[2]]()).serve()
