// What the clients and servers here share: protocols and transports of Apache Thrift's Node library by name.
"use strict";

const thrift = require("thrift");

const TRANSPORTS = { framed: thrift.TFramedTransport, buffered: thrift.TBufferedTransport };
const PROTOCOLS = { binary: thrift.TBinaryProtocol, compact: thrift.TCompactProtocol, json: thrift.TJSONProtocol };

exports.options = (protocol, transport) => ({ transport: TRANSPORTS[transport], protocol: PROTOCOLS[protocol] });

/** A connection whose failure ends the program, so that no call waits for ever. */
exports.connect = (port, protocol, transport) => {
  const connection = thrift.createConnection("127.0.0.1", port, exports.options(protocol, transport));
  connection.on("error", (error) => {
    console.log("WRONG connection: " + error.stack);
    process.exit(1);
  });
  connection.connection.setTimeout(10000, () => connection.connection.destroy(new Error("no answer in 10 s")));
  return connection;
};

/** Prints a line for each thing that is as it should be, and for each that is not. */
exports.check = (what, condition) => console.log((condition ? "ok " : "WRONG ") + what);

/** Prints a line for something that this library cannot do. */
exports.inapplicable = (what, reason) => console.log("inapplicable " + what + ": " + reason);

/** What a call ends with if it fails, or null. */
exports.thrown = (call) => call.then(() => null, (error) => error);

/** A value as text that is equal for equal values; 64-bit numbers are objects of a class of their own. */
exports.text = (value) =>
  JSON.stringify(value, function (key) {
    const member = this[key];
    if (member instanceof thrift.Int64) {
      return "i64:" + member.toOctetString();
    }
    if (Buffer.isBuffer(member)) {
      return "bytes:" + member.toString("hex");
    }
    return typeof member === "number" ? "number:" + (Object.is(member, -0) ? "-0" : member) : sorted(member);
  });

function sorted(value) {
  if (Array.isArray(value)) {
    return value.every((element) => typeof element === "number") ? [...value].sort() : value;
  }
  if (value === null || typeof value !== "object") {
    return value;
  }
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether two values are equal. Sets are arrays, in any order: that of numbers does not matter. */
exports.same = (left, right) => exports.text(left) === exports.text(right);
