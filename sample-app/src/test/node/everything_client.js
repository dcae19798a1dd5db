// Calls the service of everything.thrift with Apache Thrift's own Node library, and compares what comes back.
//
// Arguments: port of a server with this service only, port of one with several, protocol (binary, compact or json),
// transport (framed or buffered).
"use strict";

const thrift = require("thrift");
const { check, connect, inapplicable, same, thrown } = require("./wire");
const Later = require("Later");
const { LARGEST, SAMPLE, SMALLEST, WORDS, ...types } = require("everything_types");
const { Broken, Level } = require("everything_base_types");

const { Choice, Ending, Ids, Numbers, Presence, Refused, Tree } = types;
const { INTERNAL_ERROR, UNKNOWN_METHOD } = thrift.Thrift.TApplicationExceptionType;
const [plainPort, sharedPort, protocol, transport] = process.argv.slice(2);
const json = protocol === "json";

/** Checks that what is sent comes back; where the library cannot do it, says so. */
async function echo(what, call, values, reason) {
  if (reason) {
    inapplicable(what, reason);
    return;
  }
  const returned = [];
  for (const value of values) {
    returned.push(await call(value));
  }
  check(what, same(returned, values));
}

async function baseTypes(how, calls) {
  const noNumber = json && "the library writes Infinity and NaN without quotes";
  await echo(how + " bool", (v) => calls.echoBool(v), [true, false]);
  await echo(how + " byte", (v) => calls.echoByte(v), [-128, -1, 0, 127]);
  await echo(how + " i16", (v) => calls.echoShort(v), [-32768, -1, 0, 32767]);
  await echo(how + " i32", (v) => calls.echoInt(v), [-2147483648, -1, 0, 2147483647]);
  await echo(how + " i64", (v) => calls.echoLong(v), [
    SMALLEST, new thrift.Int64("ffdfffffffffffff"), new thrift.Int64(-1), new thrift.Int64(0), LARGEST,
  ]);
  await echo(how + " double", (v) => calls.echoDouble(v), [0, -0.125, 1e300, 5e-324, Number.MAX_VALUE]);
  await echo(how + " double infinite", (v) => calls.echoDouble(v), [Infinity, -Infinity], noNumber);
  await echo(how + " double not a number", (v) => calls.echoDouble(v), [NaN], noNumber);
  await echo(how + " negative zero", (v) => calls.echoDouble(v), [-0], "the library writes zero without its sign");
  await echo(how + " string", (v) => calls.echoText(v), [...WORDS, "\"quoted\" \\ / \n\t", "x".repeat(70000)]);
  await echo(how + " string beyond 16 bits", (v) => calls.echoText(v), ["😀"]);
  await echo(how + " binary", (v) => calls.echoBytes(v), [
    Buffer.alloc(0), Buffer.from([0, 255, 128]), Buffer.alloc(70000, 7),
  ]);
  check(how + " void", (await calls.nothing()) === undefined);
}

async function compoundTypes(how, calls) {
  await echo(how + " enum", (v) => calls.echoLevel(v), [Level.LOW, Level.MEDIUM, Level.HIGH]);
  const numbers = new Numbers({
    yes: true, tiny: -1, small: -2, whole: -3, large: new thrift.Int64(-4), fraction: -5.5,
  });
  await echo(how + " union", (v) => calls.echoChoice(v), [
    new Choice({ number: 0 }), new Choice({ text: "" }), new Choice({ numbers }), new Choice({ words: WORDS }),
  ]);
  const leaf = (value) => new Tree({ value, branches: [] });
  const tree = new Tree({ value: 1, branches: [leaf(2), new Tree({ value: 3, branches: [leaf(4)] })] });
  await echo(how + " recursive struct", (v) => calls.echoTree(v), [tree]);
  const presence = await calls.echoPresence(new Presence({ must: 1, plain: 0, mustDefault: new thrift.Int64(7) }));
  check(how + " defaults", presence.mayDefault === "optional" && presence.plainDefault === "plain"
    && Number(presence.mustDefault) === 7 && presence.listDefault.join() === "1,2,3"
    && presence.levelDefault === Level.HIGH && presence.may === null);
  const optional = new Presence({ must: 1, may: 0, plain: 0, mustDefault: new thrift.Int64(7) });
  check(how + " optional", (await calls.echoPresence(optional)).may === 0);
  await echo(how + " field ids", (v) => calls.echoIds(v), [
    new Ids({ negative: -5, nextNegative: "n", largest: new thrift.Int64(5), outOfOrder: true }),
  ], json && "the library takes field id -1 for the end of the struct");
  if (json) {
    inapplicable(how + " argument ids", "the library takes field id -1 for the end of the struct");
  } else {
    check(how + " argument ids", (await calls.minus(50, 8)) === 42);
  }
  await echo(how + " struct", (v) => calls.echoBundle(v), [SAMPLE]);
  // In JSON the library loses its place after an empty set that is followed by another entry of the map.
  const nested = json ? [{ a: [1, 2], "": [4] }, { b: [] }] : [{ a: [1, 2], "": [] }, { b: [3] }];
  await echo(how + " nested containers", (v) => calls.echoNested(v), [[], [{}], nested]);
  await echo(how + " enum keys", (v) => calls.echoByLevel(v), [{ [Level.HIGH]: [numbers, numbers], [Level.LOW]: [] }]);
  inapplicable(how + " struct keys", "the library holds maps as objects, whose keys are strings");
  await echo(how + " list of doubles", (v) => calls.echoDoubles(v), [[], [1.5, -1e-300, 0]]);
  await echo(how + " list of lists of booleans", (v) => calls.echoFlags(v), [[], [[true, false], [], [false]]],
    protocol === "compact" && "the library reads a byte as an object, which is no boolean");
  check(how + " constant received", same(await calls.sample(), SAMPLE));
  check(how + " constant sent", await calls.isSample(SAMPLE));
}

async function endings(how, calls) {
  check(how + " result", (await calls.finish(Ending.RETURN, "text")) === "text");
  const refused = (ex) => ex instanceof Refused && ex.reason === "no" && ex.level === Level.HIGH;
  const broken = (ex) => ex instanceof Broken && ex.code === -1 && ex.detail === "broken";
  check(how + " first declared exception", refused(await thrown(calls.finish(Ending.REFUSED, ""))));
  check(how + " second declared exception", broken(await thrown(calls.finish(Ending.BROKEN, ""))));
  check(how + " declared exceptions of void", refused(await thrown(calls.finishVoid(Ending.REFUSED)))
    && broken(await thrown(calls.finishVoid(Ending.BROKEN))));
  const undeclared = await thrown(calls.finish(Ending.UNDECLARED, ""));
  check(how + " undeclared exception", undeclared.type === INTERNAL_ERROR);
  const undeclaredOfVoid = await thrown(calls.finishVoid(Ending.UNDECLARED));
  check(how + " undeclared exception of void", undeclaredOfVoid.type === INTERNAL_ERROR);
  const unknown = await thrown(calls.notThere("x"));
  check(how + " unknown method", unknown.type === UNKNOWN_METHOD);
  check(how + " the same connection", (await calls.echoText("again")) === "again");
  const text = ["node", how, protocol, transport].join(" ");
  calls.note(text);
  check(how + " oneway executed", await calls.noted(text));
}

async function main() {
  for (const [how, port] of [["plain", plainPort], ["multiplexed", sharedPort]]) {
    const connection = connect(port, protocol, transport);
    const client = how === "plain"
      ? thrift.createClient(Later, connection)
      : new thrift.Multiplexer().createClient("Everything", Later, connection);
    await baseTypes(how, client);
    await compoundTypes(how, client);
    await endings(how, client);
    connection.end();
  }
}

main();
