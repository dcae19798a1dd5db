// The parts of the page that need no browser. `npm test` runs them, and so does ConsolePageTests.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {pathToFileURL} from 'node:url';

const folder = process.env.CONSOLE_PAGE ? pathToFileURL(`${process.env.CONSOLE_PAGE}/`) : new URL('../../main/resources/io/thriftboot/spring/console/', import.meta.url);
const page = name => import(new URL(name, folder));
const {Num, parse, pretty, stringify} = await page('text.js');
const {Model, isObject, typeText} = await page('model.js');
const {problem, scalar} = await page('form.js');

const i64 = {kind: 'i64'};
const field = (name, type, presence = 'default', more = {}) => ({id: 1, name, type, presence, ...more});
const model = new Model({
  canCall: true,
  targets: [{id: 'server:default', services: {Users: 'a.Users', Orders: 'a.Orders'}}],
  model: {
    services: {
      'a.Users': {name: 'Users', methods: {get: {name: 'get', arguments: [field('id', i64)]}, put: {name: 'put', arguments: []}}},
      'a.Orders': {name: 'Orders', methods: {get: {name: 'get', arguments: []}}},
    },
    structs: {
      Node: {name: 'Node', kind: 'struct', fields: [
        field('name', {kind: 'string'}, 'required'), field('next', {kind: 'struct', name: 'Node'}, 'optional'),
        field('parent', {kind: 'struct', name: 'Node'}), field('level', {kind: 'enum', name: 'Level'}, 'default', {default: '2'})]},
      Pick: {name: 'Pick', kind: 'union', fields: [field('one', i64), field('two', {kind: 'string'})]},
    },
    enums: {Level: {name: 'Level', values: [{name: 'LOW', number: 1}, {name: 'HIGH', number: 2}]}},
    warnings: [],
  },
});

test('numbers keep their digits', () => {
  assert.equal(pretty('{"a":9007199254740993,"b":[1e400,-0.10]}'), '{\n  "a": 9007199254740993,\n  "b": [1e400, -0.10]\n}');
});

test('text that is read and written is the same', () => {
  for (const text of ['null', '{}', '[]', '"\\u2028\\"é"', '[[], {}, true, false]']) {
    assert.deepEqual(parse(stringify(parse(text))), parse(text));
  }
});

test('members keep their order and odd names', () => {
  assert.deepEqual([...parse('{"b":1,"1":2,"__proto__":3}').keys()], ['b', '1', '__proto__']);
});

test('mistakes have a place', () => {
  for (const [text, message] of [
    ['{\n  "a": }', 'line 2, column 8: unexpected \'}\''],
    ['{"a":1,"a":2}', 'line 1, column 8: \'a\' a second time'],
    ['[1', 'line 1, column 3: unexpected end'],
    ['[01]', 'line 1, column 3: unexpected \'1\''],
    ['"\n"', 'line 1, column 1: unexpected \'"\''],
  ]) {
    assert.throws(() => parse(text), {message});
  }
});

test('a skeleton has what must be there', () => {
  assert.equal(stringify(model.skeleton({kind: 'struct', name: 'Node'})), '{"name": "", "level": "HIGH"}');
  assert.equal(stringify(model.skeleton({kind: 'struct', name: 'Pick'})), '{"one": 0}');
  assert.equal(stringify(model.skeleton({kind: 'enum', name: 'Level'})), '"LOW"');
});

test('maps are objects if their keys are names', () => {
  assert.equal(isObject({kind: 'map', key: i64, element: i64}), true);
  assert.equal(isObject({kind: 'map', key: {kind: 'struct', name: 'Node'}, element: i64}), false);
  assert.equal(typeText({kind: 'map', key: i64, element: {kind: 'list', element: {kind: 'enum', name: 'Level'}}}), 'map<i64, list<Level>>');
});

test('search finds methods by parts of their names', () => {
  const found = query => model.search(model.targets[0], query).services.map(service => `${service.name}:${service.methods}`);
  assert.deepEqual(found('get'), ['Users:get', 'Orders:get']);
  assert.deepEqual(found('us ge'), ['Users:get']);
  assert.deepEqual(found('order'), ['Orders:get']);
  assert.deepEqual(found('nothing'), []);
});

test('names that every object has are no methods', () => {
  assert.equal(model.method(model.targets[0], 'Users', 'constructor'), undefined);
  assert.equal(model.type('toString'), undefined);
});

test('numbers are checked without rounding', () => {
  assert.equal(problem(i64, '9223372036854775807'), undefined);
  assert.match(problem(i64, '9223372036854775808'), /i64: -9223372036854775808 to/);
  assert.match(problem({kind: 'i8'}, '128'), /-128 to 127/);
  assert.equal(problem({kind: 'double'}, 'NaN'), undefined);
  assert.equal(problem({kind: 'double'}, '1.'), 'double expected');
  assert.deepEqual(scalar(i64, '9007199254740993'), new Num('9007199254740993'));
  assert.equal(scalar(i64, '1x'), '1x');
});
