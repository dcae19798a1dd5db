"""Calls the sample's services with Apache Thrift's own Python library.

Arguments: port, protocol (binary, compact or json), transport (framed or buffered).
"""
import sys

from thrift.protocol.TMultiplexedProtocol import TMultiplexedProtocol
from thrift.Thrift import TApplicationException
from wire import check, connect, thrown

from sample import GreetingService, UserService
from sample.ttypes import User, UserNotFound
from sample_common.ttypes import Code

transport, protocol = connect(int(sys.argv[1]), sys.argv[2], sys.argv[3])


def user_calls(how, users):
    check(how + " get", users.get(1).name == "Ada")
    check(how + " list", [user.id for user in users.listUsers(2)] == [1, 2])
    saved = User(id=40, name="Barbara", email="b@example.org", roles=["x"], attributes={"k": "v"})
    check(how + " save", users.save(saved) == 40 and users.get(40) == saved)
    check(how + " declared exception", thrown(UserNotFound, users.get, 99).id == 99)
    users.touch(1)
    check(how + " oneway, then a call", users.get(2).name == "Grace")
    check(how + " find", users.find("nobody").status.code == Code.NOT_FOUND)


user_calls("plain", UserService.Client(protocol))
user_calls("multiplexed", UserService.Client(TMultiplexedProtocol(protocol, "UserService")))

greetings = GreetingService.Client(TMultiplexedProtocol(protocol, "GreetingService"))
check("multiplexed greet", greetings.greet("you") == "Hello, you!")

# The default service has no greet: the client's question is understood and refused, and the connection stays.
refused = thrown(TApplicationException, GreetingService.Client(protocol).greet, "x")
check("unknown method", refused.type == TApplicationException.UNKNOWN_METHOD)
nobody = GreetingService.Client(TMultiplexedProtocol(protocol, "NobodyService"))
refused = thrown(TApplicationException, nobody.greet, "x")
check("unknown service", refused.type == TApplicationException.UNKNOWN_METHOD)
check("the same connection", greetings.greet("again") == "Hello, again!")
transport.close()
