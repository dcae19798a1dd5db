"""Calls the service of everything.thrift with Apache Thrift's own Python library, and compares what comes back.

Arguments: port, or path of a unix socket, of a server with this service only, the same of one with several,
protocol (binary, compact, json or header), transport (framed or buffered), "accelerated" or nothing.
"""
import math
import sys

from thrift.protocol.TMultiplexedProtocol import TMultiplexedProtocol
from thrift.Thrift import TApplicationException
from wire import check, connect, inapplicable, thrown

from everything import Later
from everything.constants import LARGEST, SAMPLE, SMALLEST, WORDS
from everything.ttypes import Choice, Ending, Ids, Numbers, Place, Presence, Refused, Tree
from everything_base.ttypes import Broken, Level


def same(echo, *values):
    return all(echo(value) == value for value in values)


ACCELERATED = sys.argv[5:] == ["accelerated"]
# The header protocol of the library is always the one in C.
IN_C = ACCELERATED or sys.argv[3] == "header"
NO_NUMBER_IN_JSON = "the library writes inf and nan without quotes" if sys.argv[3] == "json" else None


def base_types(how, calls):
    check(how + " bool", same(calls.echoBool, True, False))
    check(how + " byte", same(calls.echoByte, -128, -1, 0, 127))
    check(how + " i16", same(calls.echoShort, -32768, -1, 0, 32767))
    check(how + " i32", same(calls.echoInt, -2147483648, -1, 0, 2147483647))
    check(how + " i64", same(calls.echoLong, SMALLEST, -9007199254740993, -1, 0, 9007199254740993, LARGEST))
    check(how + " double", same(calls.echoDouble, 0.0, -0.125, 1e300, 5e-324, sys.float_info.max))
    if NO_NUMBER_IN_JSON:
        inapplicable(how + " double infinite", NO_NUMBER_IN_JSON)
        inapplicable(how + " double not a number", NO_NUMBER_IN_JSON)
    else:
        check(how + " double infinite", same(calls.echoDouble, math.inf, -math.inf))
        check(how + " double not a number", math.isnan(calls.echoDouble(math.nan)))
    check(how + " negative zero", math.copysign(1, calls.echoDouble(-0.0)) == -1)
    check(how + " string", same(calls.echoText, *WORDS, "\"quoted\" \\ / \n\t", "x" * 70000))
    check(how + " string beyond 16 bits", same(calls.echoText, "😀"))
    check(how + " binary", same(calls.echoBytes, b"", b"\x00\xff\x80", bytes(range(256)) * 300))
    check(how + " void", calls.nothing() is None)


def compound_types(how, calls):
    check(how + " enum", same(calls.echoLevel, Level.LOW, Level.MEDIUM, Level.HIGH))
    numbers = Numbers(True, -1, -2, -3, -4, -5.5)
    check(how + " union", same(calls.echoChoice, Choice(number=0), Choice(text=""), Choice(numbers=numbers),
                               Choice(words=WORDS)))
    check(how + " recursive struct", same(calls.echoTree, Tree(1, [Tree(2, []), Tree(3, [Tree(4, [])])])))
    presence = calls.echoPresence(Presence(must=1, plain=0))
    check(how + " defaults", presence == Presence(1, None, 0, "optional", "plain", 7, [1, 2, 3], Level.HIGH))
    check(how + " optional", calls.echoPresence(Presence(must=1, may=0, plain=0)).may == 0)
    if IN_C:
        inapplicable(how + " field ids", "the implementation in C knows no negative ids")
        inapplicable(how + " argument ids", "the implementation in C knows no negative ids")
    else:
        check(how + " field ids", same(calls.echoIds, Ids(negative=-5, nextNegative="n", largest=5, outOfOrder=True)))
        check(how + " argument ids", calls.minus(50, 8) == 42)
    check(how + " struct", same(calls.echoBundle, SAMPLE))
    check(how + " nested containers", same(calls.echoNested, [], [{}], [{"a": {1, -2}, "": set()}, {"b": {3}}]))
    check(how + " enum keys", same(calls.echoByLevel, {Level.HIGH: [numbers, numbers], Level.LOW: []}))
    check(how + " struct keys", same(calls.echoByPlace, {Place(1, "a"): "one", Place(2, ""): ""}))
    check(how + " list of doubles", same(calls.echoDoubles, [], [1.5, -1e-300, 0.0]))
    check(how + " list of lists of booleans", same(calls.echoFlags, [], [[True, False], [], [False]]))
    check(how + " constant received", calls.sample() == SAMPLE)
    check(how + " constant sent", calls.isSample(SAMPLE))


def endings(how, calls):
    check(how + " result", calls.finish(Ending.RETURN, "text") == "text")
    refused = Refused("no", Level.HIGH)
    check(how + " first declared exception", thrown(Refused, calls.finish, Ending.REFUSED, "") == refused)
    broken = Broken(-1, "broken")
    check(how + " second declared exception", thrown(Broken, calls.finish, Ending.BROKEN, "") == broken)
    check(how + " declared exceptions of void", thrown(Refused, calls.finishVoid, Ending.REFUSED) == refused
          and thrown(Broken, calls.finishVoid, Ending.BROKEN) == broken)
    undeclared = thrown(TApplicationException, calls.finish, Ending.UNDECLARED, "")
    check(how + " undeclared exception", undeclared.type == TApplicationException.INTERNAL_ERROR)
    undeclared = thrown(TApplicationException, calls.finishVoid, Ending.UNDECLARED)
    check(how + " undeclared exception of void", undeclared.type == TApplicationException.INTERNAL_ERROR)
    unknown = thrown(TApplicationException, calls.notThere, "x")
    check(how + " unknown method", unknown.type == TApplicationException.UNKNOWN_METHOD)
    check(how + " the same connection", calls.echoText("again") == "again")
    text = "python %s %s" % (how, sys.argv[3:])
    calls.note(text)
    check(how + " oneway executed", calls.noted(text))


for how, address in ("plain", sys.argv[1]), ("multiplexed", sys.argv[2]):
    transport, protocol = connect(address, sys.argv[3], sys.argv[4], ACCELERATED)
    if how == "multiplexed":
        protocol = TMultiplexedProtocol(protocol, "Everything")
    client = Later.Client(protocol)
    base_types(how, client)
    compound_types(how, client)
    endings(how, client)
    transport.close()
