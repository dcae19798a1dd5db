// What the browser keeps of calls. `npm test` runs this, and so does ConsolePageTests.
import assert from 'node:assert/strict';
import {beforeEach, test} from 'node:test';
import {pathToFileURL} from 'node:url';

const folder = process.env.CONSOLE_PAGE ? pathToFileURL(`${process.env.CONSOLE_PAGE}/`) : new URL('../../main/resources/io/thriftboot/spring/console/', import.meta.url);
const history = await import(new URL('history.js', folder));

const stored = new Map();
Object.defineProperty(globalThis, 'localStorage', {value: {
  getItem: key => stored.get(key) ?? null,
  setItem: (key, value) => { stored.set(key, value); },
  removeItem: key => { stored.delete(key); },
}});

const entry = (number, args = '{}') => ({target: 'server:default', service: 'Users', method: 'get', args, outcome: 'reply', at: number});

beforeEach(() => stored.clear());

test('the last 50 calls are kept, the newest first', () => {
  for (let i = 1; i <= 60; i++) history.add(entry(i));
  assert.equal(history.entries().length, 50);
  assert.deepEqual([history.entries()[0].at, history.entries().at(-1).at], [60, 11]);
});

test('no more than a megabyte is kept', () => {
  for (let i = 1; i <= 4; i++) history.add(entry(i, 'x'.repeat(400000)));
  assert.deepEqual(history.entries().map(kept => kept.at), [4, 3]);
  history.add(entry(5, 'x'.repeat(1 << 20)));
  assert.deepEqual(history.entries().map(kept => kept.at), [4, 3]);
});

test('headers are not kept', () => {
  history.add({...entry(1), headers: '{"authorization": "secret"}'});
  assert.ok(![...stored.values()].join().includes('secret'));
});

test('who turns it off has nothing kept', () => {
  history.add(entry(1));
  history.turn(false);
  history.add(entry(2));
  assert.deepEqual([history.isOn(), history.entries()], [false, []]);
  history.turn(true);
  history.add(entry(3));
  assert.equal(history.entries().length, 1);
});

test('what somebody else has stored is no history', () => {
  for (const text of ['{"a":1}', 'nonsense', '7']) {
    stored.set('thrift-console-history', text);
    assert.deepEqual(history.entries(), []);
  }
});
