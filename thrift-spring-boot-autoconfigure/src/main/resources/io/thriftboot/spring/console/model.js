// What the endpoint tells about servers, clients and their services.
import {Num, parse} from './text.js';

/** Reads the answer of the endpoint, so that tests need no server. */
export class Model {
  constructor(answer) {
    this.canCall = answer.canCall;
    this.targets = answer.targets;
    this.structs = answer.model.structs;
    this.enums = answer.model.enums;
    this.services = answer.model.services;
    this.warnings = answer.model.warnings;
    Object.values(this.structs).forEach(struct => struct.fields.forEach(field => this.nameDefault(field)));
  }

  /** The documentation has the numbers of enums' values. */
  nameDefault(field) {
    const values = field.type.kind === 'enum' && field.default !== undefined ? this.enums[field.type.name]?.values ?? [] : [];
    const named = values.find(value => String(value.number) === field.default);
    if (named) field.default = JSON.stringify(named.name);
  }

  target(id) {
    return this.targets.find(target => target.id === id) ?? this.targets[0];
  }

  /** A service by its name at a target. */
  service(target, name) {
    const type = target && Object.hasOwn(target.services, name) ? target.services[name] : undefined;
    return type === undefined ? undefined : this.services[type];
  }

  method(target, service, name) {
    const methods = this.service(target, service)?.methods ?? {};
    return Object.hasOwn(methods, name) ? methods[name] : undefined;
  }

  /** A struct or an enum. */
  type(name) {
    if (Object.hasOwn(this.structs, name)) return this.structs[name];
    return Object.hasOwn(this.enums, name) ? {...this.enums[name], kind: 'enum'} : undefined;
  }

  hasComments() {
    return Object.values(this.services).some(service =>
      service.doc || Object.values(service.methods).some(method => method.doc));
  }

  /** The arguments of a method, as a struct. */
  argumentsOf(method) {
    return {name: method.name, kind: 'struct', fields: method.arguments};
  }

  /** A value that can be sent: what must be there, and nothing that may be left out. */
  skeleton(type, seen = []) {
    switch (type.kind) {
      case 'bool': return false;
      case 'i8': case 'i16': case 'i32': case 'i64': return new Num('0');
      case 'double': return new Num('0.0');
      case 'uuid': return '00000000-0000-0000-0000-000000000000';
      case 'enum': return this.enums[type.name]?.values[0]?.name ?? new Num('0');
      case 'list': case 'set': return [];
      case 'map': return isObject(type) ? new Map() : [];
      case 'struct': return this.skeletonOf(this.structs[type.name], seen);
      default: return '';
    }
  }

  skeletonOf(struct, seen = []) {
    const value = new Map();
    if (!struct) return value;
    const inner = [...seen, struct.name];
    const fields = struct.kind === 'union' ? struct.fields.slice(0, 1) : struct.fields;
    for (const field of fields) {
      const again = field.type.kind === 'struct' && inner.includes(field.type.name);
      if (struct.kind !== 'union' && (field.presence === 'optional' || (again && field.presence !== 'required'))) continue;
      if (again && inner.length > 8) continue;
      value.set(field.name, field.default === undefined ? this.skeleton(field.type, inner) : parse(field.default));
    }
    return value;
  }

  /** Services with their methods, and types, of which every word of the query is a part. */
  search(target, query) {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    const hit = text => words.every(word => text.toLowerCase().includes(word));
    const services = Object.keys(target?.services ?? {}).map(name => {
      const methods = Object.keys(this.service(target, name)?.methods ?? {});
      return {name, methods: hit(name) ? methods : methods.filter(method => hit(`${name}.${method}`))};
    }).filter(service => service.methods.length > 0 || hit(service.name));
    const types = kind => Object.values(this.structs).filter(struct => struct.kind === kind && hit(struct.name));
    return {
      services,
      groups: [
        ['Structs', types('struct')],
        ['Unions', types('union')],
        ['Exceptions', types('exception')],
        ['Enums', Object.values(this.enums).filter(type => hit(type.name))],
      ].filter(([, all]) => all.length > 0),
    };
  }
}

/** Whether a map is an object in JSON: then its keys are names. */
export const isObject = type => type.kind === 'map' && !['struct', 'list', 'set', 'map'].includes(type.key.kind);

/** A type as in an IDL file. */
export function typeText(type) {
  if (type.kind === 'list' || type.kind === 'set') return `${type.kind}<${typeText(type.element)}>`;
  if (type.kind === 'map') return `map<${typeText(type.key)}, ${typeText(type.element)}>`;
  return type.name ?? type.kind;
}

export async function load() {
  const response = await fetch(new URL('model', import.meta.url), {headers: {accept: 'application/json'}, credentials: 'same-origin'});
  if (!response.ok) throw new Error(`The server refused to describe its services: status ${response.status}.`);
  return new Model(await response.json());
}
