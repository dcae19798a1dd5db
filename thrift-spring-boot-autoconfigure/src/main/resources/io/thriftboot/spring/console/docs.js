// What there is to read: methods, structs, enums and an overview. Every name of a type is a link.
import {h} from './dom.js';

export const typeLink = name => `#/type/${encodeURIComponent(name)}`;
export const methodLink = (target, service, method) => `#/call/${[target, service, method].map(encodeURIComponent).join('/')}`;

/** A type as in an IDL file, with links. */
export function typeNode(type) {
  if (type.kind === 'list' || type.kind === 'set') return [`${type.kind}<`, typeNode(type.element), '>'].flat();
  if (type.kind === 'map') return ['map<', typeNode(type.key), ', ', typeNode(type.element), '>'].flat();
  return type.name ? [h('a', {href: typeLink(type.name)}, type.name)] : [h('span', {class: 'base'}, type.kind)];
}

const comment = doc => doc && h('p', {class: 'comment'}, doc);

const head = (...names) => h('thead', {}, h('tr', {}, names.map(name => h('th', {scope: 'col'}, name))));

function fieldTable(fields, what) {
  if (fields.length === 0) return h('p', {class: 'muted'}, `No ${what}s.`);
  const documented = fields.some(field => field.doc || field.default !== undefined);
  return h('div', {class: 'scroll'}, h('table', {class: 'fields'},
    head('', what, 'type', 'presence', ...(documented ? ['comment'] : [])),
    h('tbody', {}, fields.map(field => h('tr', {},
      h('td', {class: 'number'}, String(field.id)),
      h('td', {class: 'code'}, field.name),
      h('td', {class: 'code'}, typeNode(field.type)),
      h('td', {class: field.presence === 'required' ? 'required' : 'muted'}, field.presence),
      documented && h('td', {class: 'comment'}, field.doc ?? '',
        field.default !== undefined && h('span', {class: 'muted'}, `${field.doc ? ' ' : ''}default ${field.default}`)))))));
}

export function signature(service, method) {
  const parts = method.arguments.flatMap((field, i) => [i > 0 ? ', ' : '', ...typeNode(field.type), ` ${field.name}`]);
  return h('p', {class: 'signature code'},
    method.oneway && h('span', {class: 'keyword'}, 'oneway '),
    ...typeNode(method.returns), ' ', h('strong', {}, method.name), '(', ...parts, ')',
    method.exceptions.length > 0 && h('span', {}, h('span', {class: 'keyword'}, ' throws '),
      ...method.exceptions.flatMap((field, i) => [i > 0 ? ', ' : '', ...typeNode(field.type)])));
}

export function methodDocs(service, method) {
  return [
    h('p', {class: 'crumbs'}, service),
    h('h1', {}, method.name),
    signature(service, method),
    comment(method.doc),
    method.arguments.length > 0 && h('details', {open: true}, h('summary', {}, 'Parameters'), fieldTable(method.arguments, 'parameter')),
  ];
}

export function typePage(model, name) {
  const type = model.type(name);
  if (!type) return [h('h1', {}, 'No such type'), h('p', {}, `There is no type named ${name}.`)];
  const users = usersOf(model, name);
  return [
    h('p', {class: 'crumbs'}, type.kind),
    h('h1', {}, type.name),
    comment(type.doc),
    type.kind === 'enum' ? valueTable(type.values) : fieldTable(type.fields, 'field'),
    users.length > 0 && h('p', {class: 'muted'}, 'Used by ',
      ...users.flatMap((user, i) => [i > 0 ? ', ' : '', h('a', {href: typeLink(user)}, user)])),
  ];
}

function valueTable(values) {
  return h('table', {class: 'fields'}, head('value', 'number', 'comment'),
    h('tbody', {}, values.map(value => h('tr', {},
      h('td', {class: 'code'}, value.name), h('td', {class: 'number'}, String(value.number)), h('td', {class: 'comment'}, value.doc ?? '')))));
}

function usersOf(model, name) {
  const uses = type => type.name === name || [type.key, type.element].some(part => part && uses(part));
  return Object.values(model.structs).filter(struct => struct.fields.some(field => uses(field.type))).map(struct => struct.name);
}

export function overview(model) {
  return [
    h('h1', {}, 'Servers and clients'),
    h('p', {class: 'muted'}, model.targets.length === 0 ? 'There are none yet.' : 'Calls to a server go through its own processor and interceptors; calls to a client go to the servers it is configured with.'),
    h('div', {class: 'cards'}, model.targets.map(target => card(model, target))),
    model.warnings.map(warning => h('p', {class: 'warning'}, warning)),
    !model.hasComments() && h('p', {class: 'muted'},
      'No comments are shown: the documentation of the IDL is not on the class path. thrift-maven-plugin writes it to META-INF/thrift, and so does "thrift --gen json".'),
  ];
}

function card(model, target) {
  const [kind, name] = [target.id.slice(0, target.id.indexOf(':')), target.id.slice(target.id.indexOf(':') + 1)];
  return h('section', {class: 'card'},
    h('h2', {}, h('span', {class: 'kind'}, kind), name,
      h('span', {class: `state ${target.running ? 'up' : 'down'}`}, target.running ? (kind === 'server' ? 'running' : '') : 'stopped')),
    h('p', {class: 'muted code'}, [target.address, target.wireFormat].filter(Boolean).join(' · ')),
    h('ul', {}, Object.keys(target.services).map(service => h('li', {},
      h('span', {class: 'code'}, service), ' ',
      h('span', {class: 'muted'}, plural(Object.keys(model.service(target, service)?.methods ?? {}).length, 'method'))))),
    target.accessLog && h('p', {}, h('a', {href: `#/calls/${encodeURIComponent(name)}`}, 'Last calls')));
}

const plural = (n, what) => `${n} ${what}${n === 1 ? '' : 's'}`;
