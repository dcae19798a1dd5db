// A form of a value: optional fields have a checkbox, enums a list, unions a choice, containers rows. The value is changed in
// place; text and form are two views of it.
import {h, replace} from './dom.js';
import {isObject, typeText} from './model.js';
import {Num, pretty, parse, stringify} from './text.js';

let ids = 0;
const newId = () => `field-${++ids}`;
const INTEGERS = {i8: 8n, i16: 16n, i32: 32n, i64: 64n};

/** Why a text is no value of a type; undefined if it is one. */
export function problem(type, text) {
  if (type.kind in INTEGERS) {
    const limit = 1n << (INTEGERS[type.kind] - 1n);
    if (!/^-?\d+$/.test(text)) return `${type.kind} expected`;
    return BigInt(text) < -limit || BigInt(text) >= limit ? `${type.kind}: ${-limit} to ${limit - 1n}` : undefined;
  }
  if (type.kind === 'double') {
    return /^(-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?|NaN|-?Infinity)$/.test(text) ? undefined : 'double expected';
  }
  if (type.kind === 'uuid') {
    return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? undefined : 'uuid expected';
  }
  return undefined;
}

/** The text of a scalar as a value of JSON. */
export function scalar(type, text) {
  if (type.kind === 'bool') return text === 'true';
  if (type.kind in INTEGERS || type.kind === 'double') return /^-?\d/.test(text) && !problem(type, text) ? new Num(text) : text;
  return text;
}

export const textOf = value => (value instanceof Num ? value.text : String(value ?? ''));

/** A form of a struct's fields. */
export function structForm(model, struct, value, changed) {
  if (struct.kind === 'union') return unionForm(model, struct, value, changed);
  if (struct.fields.length === 0) return h('p', {class: 'muted'}, 'Nothing to fill in.');
  return h('div', {class: 'form'}, struct.fields.map(field => fieldRow(model, field, value, changed)));
}

function fieldRow(model, field, value, changed) {
  const id = newId();
  const place = h('div', {class: 'value'});
  const isSet = () => value.has(field.name);
  const show = () => replace(place, isSet()
    ? control(model, field.type, value.get(field.name), next => { value.set(field.name, next); changed(); }, id)
    : h('span', {class: 'muted'}, 'not set'));
  const set = h('input', {
    type: 'checkbox', 'aria-label': `${field.name} is set`, title: 'set or leave out',
    onchange: event => {
      if (event.target.checked) value.set(field.name, model.skeleton(field.type));
      else value.delete(field.name);
      show();
      changed();
    },
  });
  set.checked = isSet();
  set.disabled = field.presence === 'required' && isSet();
  show();
  return h('div', {class: 'row'}, set,
    h('label', {for: id, title: field.doc}, field.name, field.presence === 'required' && h('span', {class: 'required', 'aria-hidden': 'true'}, ' *')),
    h('span', {class: 'type'}, typeText(field.type)), place);
}

function unionForm(model, struct, value, changed) {
  const place = h('div', {class: 'value'});
  const name = newId();
  const show = () => {
    const field = struct.fields.find(candidate => value.has(candidate.name));
    replace(place, field && control(model, field.type, value.get(field.name),
      next => { value.set(field.name, next); changed(); }, newId(), field.name));
  };
  const choices = struct.fields.map(field => {
    const radio = h('input', {
      type: 'radio', name,
      onchange: () => {
        value.clear();
        value.set(field.name, model.skeleton(field.type));
        show();
        changed();
      },
    });
    radio.checked = value.has(field.name);
    return h('label', {class: 'choice'}, radio, ` ${field.name}`);
  });
  show();
  return h('fieldset', {class: 'union'}, h('legend', {}, `${struct.name}: one of`), h('div', {class: 'choices'}, choices), place);
}

/** What edits a value of a type. */
function control(model, type, value, set, id, label) {
  switch (type.kind) {
    case 'bool': return select(id, ['true', 'false'], textOf(value), text => set(text === 'true'), label);
    case 'enum': return enumSelect(model, type, value, set, id, label);
    case 'list': case 'set': return listForm(model, type, value, set);
    case 'map': return mapForm(model, type, value, set);
    case 'struct': {
      const inner = value instanceof Map ? value : model.skeleton(type);
      if (inner !== value) set(inner);
      return h('div', {class: 'nested'}, structForm(model, model.structs[type.name], inner, () => set(inner)));
    }
    default: return input(type, value, set, id, label);
  }
}

function select(id, options, chosen, set, label) {
  const element = h('select', {id, 'aria-label': label, onchange: event => set(event.target.value)},
    options.map(option => h('option', {value: option}, option)));
  element.value = chosen;
  return element;
}

function enumSelect(model, type, value, set, id, label) {
  const names = (model.enums[type.name]?.values ?? []).map(option => option.name);
  const text = textOf(value);
  return select(id, names.includes(text) ? names : [...names, text], text, set, label);
}

function input(type, value, set, id, label) {
  const note = h('span', {class: 'problem', id: `${id}-note`});
  const long = type.kind === 'string' || type.kind === 'binary';
  const element = h(long ? 'textarea' : 'input', {
    id, rows: long ? 1 : null, spellcheck: 'false', autocomplete: 'off', 'aria-label': label, 'aria-describedby': `${id}-note`,
    inputmode: type.kind in INTEGERS ? 'numeric' : null,
    placeholder: type.kind === 'binary' ? 'base64' : null,
    value: textOf(value),
    oninput: event => {
      const text = event.target.value;
      const wrong = problem(type, text);
      note.textContent = wrong ?? '';
      event.target.setAttribute('aria-invalid', wrong ? 'true' : 'false');
      set(scalar(type, text));
    },
  });
  return [element, note];
}

function rows(list, draw, add, remove, what) {
  const place = h('div', {class: 'rows'});
  const show = () => replace(place,
    list.map((item, i) => h('div', {class: 'item'}, draw(item, i),
      h('button', {type: 'button', class: 'ghost', 'aria-label': `remove ${what} ${i + 1}`, onclick: () => { remove(i); show(); }}, '×'))),
    h('button', {type: 'button', class: 'ghost add', onclick: () => { add(); show(); }}, `+ ${what}`));
  show();
  return place;
}

function listForm(model, type, value, set) {
  const list = Array.isArray(value) ? value : [];
  return rows(list,
    (item, i) => control(model, type.element, item, next => { list[i] = next; set(list); }, newId(), `element ${i + 1}`),
    () => { list.push(model.skeleton(type.element)); set(list); },
    i => { list.splice(i, 1); set(list); }, 'element');
}

/** Pairs while they are edited: two keys may be alike for a moment. */
function mapForm(model, type, value, set) {
  const pairs = value instanceof Map
    ? [...value].map(([key, element]) => [scalar(type.key, key), element])
    : (Array.isArray(value) ? value : []);
  const store = () => set(isObject(type) ? new Map(pairs.map(([key, element]) => [textOf(key), element])) : pairs);
  return rows(pairs,
    (pair, i) => h('div', {class: 'pair'},
      h('div', {class: 'value'}, control(model, type.key, pair[0], next => { pair[0] = next; store(); }, newId(), `key ${i + 1}`)),
      h('div', {class: 'value'}, control(model, type.element, pair[1], next => { pair[1] = next; store(); }, newId(), `value ${i + 1}`))),
    () => { pairs.push([model.skeleton(type.key), model.skeleton(type.element)]); store(); },
    i => { pairs.splice(i, 1); store(); }, 'entry');
}

/** The value of a text, if a form can show it. */
export function formValue(text) {
  const value = parse(text);
  return value instanceof Map ? value : undefined;
}

export {stringify, pretty};
