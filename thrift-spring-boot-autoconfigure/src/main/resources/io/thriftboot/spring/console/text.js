// JSON text without rounding: numbers stay what they are written as, objects are Maps, and mistakes have a place.

/** A number, as it is written. */
export class Num {
  constructor(text) { this.text = String(text); }
}

/** Text that is no JSON. */
export class JsonError extends Error {
  constructor(text, at, what) {
    const before = text.slice(0, at).split('\n');
    super(`line ${before.length}, column ${before.at(-1).length + 1}: ${what}`);
    this.at = at;
  }
}

const NUMBER = /-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;

export function parse(text) {
  let at = 0;
  const blank = () => { while (' \t\r\n'.includes(text[at]) && at < text.length) at++; };
  const fail = (where = at) => {
    throw new JsonError(text, where, where < text.length ? `unexpected '${text[where]}'` : 'unexpected end');
  };
  const match = pattern => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (!found) fail();
    at = pattern.lastIndex;
    return found[0];
  };
  const expect = c => { blank(); if (text[at] !== c) fail(); at++; };
  const closes = c => { blank(); if (text[at] !== c) return false; at++; return true; };

  function object() {
    const members = new Map();
    at++;
    if (closes('}')) return members;
    do {
      blank();
      const start = at;
      const name = JSON.parse(match(STRING));
      if (members.has(name)) throw new JsonError(text, start, `'${name}' a second time`);
      expect(':');
      members.set(name, value());
      if (closes('}')) return members;
      expect(',');
    } while (true);
  }

  function array() {
    const elements = [];
    at++;
    if (closes(']')) return elements;
    do {
      elements.push(value());
      if (closes(']')) return elements;
      expect(',');
    } while (true);
  }

  function value() {
    blank();
    if (text[at] === '{') return object();
    if (text[at] === '[') return array();
    if (text[at] === '"') return JSON.parse(match(STRING));
    for (const [word, literal] of [['true', true], ['false', false], ['null', null]]) {
      if (text.startsWith(word, at)) { at += word.length; return literal; }
    }
    return new Num(match(NUMBER));
  }

  const result = value();
  blank();
  if (at < text.length) fail();
  return result;
}

/** JSON text with an element a line, short ones in one line. */
export function stringify(value, indentation = '') {
  const inner = indentation + '  ';
  const lines = (open, close, parts) => {
    const short = open + parts.join(', ') + close;
    return parts.length === 0 || (short.length < 60 && !short.includes('\n') && !/[{[]/.test(short.slice(1)))
      ? short
      : `${open}\n${parts.map(part => inner + part).join(',\n')}\n${indentation}${close}`;
  };
  if (value instanceof Map) {
    return lines('{', '}', [...value].map(([name, member]) => `${JSON.stringify(name)}: ${stringify(member, inner)}`));
  }
  if (Array.isArray(value)) return lines('[', ']', value.map(element => stringify(element, inner)));
  return value instanceof Num ? value.text : JSON.stringify(value);
}

/** The same text, indented; text that is no JSON as it is. */
export function pretty(text) {
  try {
    return stringify(parse(text));
  } catch {
    return text;
  }
}
