"""Calls the sample with Apache Thrift's own Python library and prints a line for each thing that is as it should be.

Arguments: port, protocol (binary or compact), transport (framed or buffered).
"""
import sys

from thrift.protocol.TBinaryProtocol import TBinaryProtocol
from thrift.protocol.TCompactProtocol import TCompactProtocol
from thrift.protocol.TMultiplexedProtocol import TMultiplexedProtocol
from thrift.Thrift import TApplicationException
from thrift.transport.TSocket import TSocket
from thrift.transport.TTransport import TBufferedTransport, TFramedTransport

from sample import GreetingService, UserService
from sample.ttypes import User, UserNotFound
from sample_common.ttypes import Code

port, protocol_name, transport_name = int(sys.argv[1]), sys.argv[2], sys.argv[3]
socket = TSocket("127.0.0.1", port)
socket.setTimeout(10_000)
transport = {"framed": TFramedTransport, "buffered": TBufferedTransport}[transport_name](socket)
protocol = {"binary": TBinaryProtocol, "compact": TCompactProtocol}[protocol_name](transport)
transport.open()


def check(what, condition):
    print(("ok " if condition else "WRONG ") + what, flush=True)


def application_exception(call, *args):
    try:
        call(*args)
    except TApplicationException as ex:
        return ex.type
    return None


def user_calls(how, users):
    check(how + " get", users.get(1).name == "Ada")
    check(how + " list", [user.id for user in users.listUsers(2)] == [1, 2])
    saved = User(id=40, name="Barbara", email="b@example.org", roles=["x"], attributes={"k": "v"})
    check(how + " save", users.save(saved) == 40 and users.get(40) == saved)
    try:
        users.get(99)
        check(how + " declared exception", False)
    except UserNotFound as ex:
        check(how + " declared exception", ex.id == 99)
    users.touch(1)
    check(how + " oneway, then a call", users.get(2).name == "Grace")
    check(how + " find", users.find("nobody").status.code == Code.NOT_FOUND)


user_calls("plain", UserService.Client(protocol))
user_calls("multiplexed", UserService.Client(TMultiplexedProtocol(protocol, "UserService")))

greetings = GreetingService.Client(TMultiplexedProtocol(protocol, "GreetingService"))
check("multiplexed greet", greetings.greet("Python") == "Hello, Python!")

# The default service has no greet: the client's question is understood and refused, and the connection stays.
unknown = TApplicationException.UNKNOWN_METHOD
check("unknown method", application_exception(GreetingService.Client(protocol).greet, "x") == unknown)
nobody = GreetingService.Client(TMultiplexedProtocol(protocol, "NobodyService"))
check("unknown service", application_exception(nobody.greet, "x") == unknown)
check("the same connection", greetings.greet("again") == "Hello, again!")
transport.close()
