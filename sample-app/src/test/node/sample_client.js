// Calls the sample's services with Apache Thrift's own Node library.
//
// Arguments: port, protocol (binary, compact or json), transport (framed or buffered).
"use strict";

const thrift = require("thrift");
const { check, connect, same, thrown } = require("./wire");
const GreetingService = require("GreetingService");
const UserService = require("UserService");
const { User, UserNotFound } = require("sample_types");
const { Code } = require("common_types");

const [port, protocol, transport] = process.argv.slice(2);
const UNKNOWN_METHOD = thrift.Thrift.TApplicationExceptionType.UNKNOWN_METHOD;

async function userCalls(how, users) {
  check(how + " get", (await users.get(1)).name === "Ada");
  check(how + " list", (await users.listUsers(2)).map((user) => Number(user.id)).join() === "1,2");
  const saved = new User({
    id: new thrift.Int64(40), name: "Barbara", email: "b@example.org", roles: ["x"], attributes: { k: "v" },
  });
  check(how + " save", Number(await users.save(saved)) === 40 && same(await users.get(40), saved));
  const notFound = await thrown(users.get(99));
  check(how + " declared exception", notFound instanceof UserNotFound && Number(notFound.id) === 99);
  users.touch(1);
  check(how + " oneway, then a call", (await users.get(2)).name === "Grace");
  check(how + " find", (await users.find("nobody")).status.code === Code.NOT_FOUND);
}

async function main() {
  const plain = connect(port, protocol, transport);
  await userCalls("plain", thrift.createClient(UserService, plain));

  const shared = connect(port, protocol, transport);
  const multiplexer = new thrift.Multiplexer();
  await userCalls("multiplexed", multiplexer.createClient("UserService", UserService, shared));
  const greetings = multiplexer.createClient("GreetingService", GreetingService, shared);
  check("multiplexed greet", (await greetings.greet("you")) === "Hello, you!");

  // The default service has no greet: the client's question is understood and refused, and the connection stays.
  const unknown = await thrown(thrift.createClient(GreetingService, plain).greet("x"));
  check("unknown method", unknown.type === UNKNOWN_METHOD);
  const nobody = await thrown(multiplexer.createClient("NobodyService", GreetingService, shared).greet("x"));
  check("unknown service", nobody.type === UNKNOWN_METHOD);
  check("the same connection", (await greetings.greet("again")) === "Hello, again!");
  plain.end();
  shared.end();
}

main();
