// Serves everything.thrift with Apache Thrift's own Node library until its input ends.
//
// Arguments: plain or multiplexed, protocol (binary, compact or json), transport (framed or buffered).
// Prints the port it listens on.
"use strict";

const thrift = require("thrift");
const { options, same } = require("./wire");
const Everything = require("Everything");
const { Ending, Refused, SAMPLE } = require("everything_types");
const { Broken, Level } = require("everything_base_types");

const [how, protocol, transport] = process.argv.slice(2);
const notes = new Map();

/** A promise for each text, fulfilled when it is noted. */
function note(text) {
  if (!notes.has(text)) {
    const entry = {};
    entry.noted = new Promise((resolve) => (entry.resolve = resolve));
    notes.set(text, entry);
  }
  return notes.get(text);
}

function finish(how, text) {
  switch (how) {
    case Ending.REFUSED:
      throw new Refused({ reason: "no", level: Level.HIGH });
    case Ending.BROKEN:
      throw new Broken({ code: -1, detail: "broken" });
    case Ending.UNDECLARED:
      throw new Error("undeclared, on purpose");
    default:
      return text;
  }
}

const handler = {
  nothing: () => {},
  sample: async () => SAMPLE,
  isSample: async (value) => same(value, SAMPLE),
  minus: async (total, amount) => total - amount,
  finish: async (how, text) => finish(how, text),
  finishVoid: async (how) => void finish(how),
  note: (text) => note(text).resolve(true),
  noted: (text) => Promise.race([note(text).noted, new Promise((resolve) => setTimeout(resolve, 5000, false).unref())]),
};
for (const method of ["Bool", "Byte", "Short", "Int", "Long", "Double", "Text", "Bytes", "Level", "Choice", "Tree",
  "Presence", "Ids", "Bundle", "Nested", "ByLevel", "ByPlace", "Doubles", "Flags"]) {
  handler["echo" + method] = async (value) => value;
}

let server;
if (how === "multiplexed") {
  const processor = new thrift.MultiplexedProcessor();
  processor.registerProcessor("Everything", new Everything.Processor(handler));
  server = thrift.createMultiplexServer(processor, options(protocol, transport));
} else {
  server = thrift.createServer(Everything, handler, options(protocol, transport));
}
server.on("error", (error) => console.error(error));
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
process.stdin.resume().on("end", () => process.exit(0));
