// The editor of JSON text: completion from the model, mistakes in place. It lives in a shadow root, where its styles are
// adopted style sheets, which the content security policy allows.
import * as cm from './codemirror.js';
import {JsonError, parse} from './text.js';

/** Where a position in JSON text is: the path to it, whether a name is expected, and the names its object has. */
export function placeAt(text, caret) {
  const stack = [];
  let at = 0;
  let place;
  const take = () => {
    const top = stack.at(-1);
    const inKey = top?.object && top.key === undefined;
    place = {path: stack.slice(0, -1).map(step).concat(inKey || !top ? [] : [step(top)]), inKey: !!inKey, frame: top};
  };
  const step = frame => (frame.object ? frame.key : frame.index);
  while (at < text.length) {
    if (at >= caret && !place) take();
    const c = text[at];
    if (c === '"') {
      let end = at + 1;
      while (end < text.length && text[end] !== '"' && text[end] !== '\n') end += text[end] === '\\' ? 2 : 1;
      if (!place && caret <= end) take();
      const top = stack.at(-1);
      if (top?.object && top.key === undefined && /^\s*:/.test(text.slice(end + 1))) top.names.add(text.slice(at + 1, end));
      if (top?.object && top.key === undefined) top.pending = text.slice(at + 1, end);
      at = end;
    } else if (c === '{' || c === '[') {
      stack.push({object: c === '{', key: undefined, index: 0, names: new Set()});
    } else if (c === '}' || c === ']') {
      if (place && stack.at(-1) === place.frame) break;
      stack.pop();
    } else if (c === ':' && stack.at(-1)?.object) {
      stack.at(-1).key = stack.at(-1).pending ?? '';
    } else if (c === ',' && stack.length > 0) {
      const top = stack.at(-1);
      if (top.object) top.key = undefined;
      else top.index++;
    }
    at++;
  }
  if (!place) take();
  return {path: place.path, inKey: place.inKey, names: [...(place.frame?.names ?? [])]};
}

/** The type at a path into a struct; {struct} if it has fields, {type} if it has not, undefined if it is not known. */
export function typeAt(model, struct, path) {
  let here = {struct};
  for (const step of path) {
    if (!here) return undefined;
    if (here.struct) {
      const field = here.struct.fields.find(candidate => candidate.name === step);
      here = field && resolve(model, field.type);
    } else if (here.type.kind === 'map' && typeof step === 'number' && !here.pair) {
      here = {type: here.type, pair: true};
    } else if (here.pair) {
      here = resolve(model, step === 0 ? here.type.key : here.type.element);
    } else {
      here = here.type.element && resolve(model, here.type.element);
    }
  }
  return here;
}

const resolve = (model, type) => (type.kind === 'struct' ? {struct: model.structs[type.name], type} : {type});

/** What may stand at a place: fields that are missing, values of an enum. */
export function suggestions(model, struct, text, caret) {
  const place = placeAt(text, caret);
  const here = typeAt(model, struct, place.path);
  if (place.inKey && here?.struct) {
    if (here.struct.kind === 'union' && place.names.length > 0) return [];
    return here.struct.fields.filter(field => !place.names.includes(field.name))
      .map(field => ({label: field.name, detail: field.type.name ?? field.type.kind, info: field.doc, field}));
  }
  const type = place.inKey && here?.type?.kind === 'map' ? here.type.key : !place.inKey && here?.type;
  if (type?.kind === 'enum') {
    return (model.enums[type.name]?.values ?? []).map(value => ({label: value.name, detail: String(value.number), info: value.doc, key: place.inKey}));
  }
  return type?.kind === 'bool' && !place.inKey ? [{label: 'true', plain: true}, {label: 'false', plain: true}] : [];
}

function complete(model, struct, context) {
  const before = context.matchBefore(/"?[\w.]*/);
  if (!context.explicit && before.from === before.to && !/[{[,:"]\s*$/.test(context.state.sliceDoc(Math.max(0, context.pos - 40), context.pos))) return null;
  const text = context.state.doc.toString();
  const closing = text[context.pos] === '"' ? 1 : 0;
  const options = suggestions(model, struct, text, context.pos).map((option, i) => ({
    label: option.label,
    boost: Math.max(-99, 99 - i), // the order of the IDL, not of the alphabet
    detail: option.detail,
    info: option.info,
    type: option.field ? 'property' : 'enum',
    apply: (view, completion, from, to) => {
      const quoted = option.plain ? option.label : JSON.stringify(option.label);
      const colon = (option.field || option.key) && !/^\s*:/.test(text.slice(context.pos + closing)) ? ': ' : '';
      const insert = quoted + colon;
      view.dispatch({changes: {from: before.from, to: to + closing, insert}, selection: {anchor: before.from + insert.length}});
    },
  }));
  return options.length === 0 ? null : {from: before.from + (before.text.startsWith('"') ? 1 : 0), options, validFor: /^[\w.]*$/};
}

const colours = cm.HighlightStyle.define([
  {tag: cm.tags.propertyName, color: 'var(--code-name)'},
  {tag: cm.tags.string, color: 'var(--code-string)'},
  {tag: cm.tags.number, color: 'var(--code-number)'},
  {tag: [cm.tags.bool, cm.tags.null], color: 'var(--code-word)'},
]);

const look = cm.EditorView.theme({
  '&': {height: '100%', fontSize: '13px', backgroundColor: 'var(--field)', color: 'var(--text)'},
  '&.cm-focused': {outline: 'none'},
  '.cm-scroller': {fontFamily: 'var(--mono)', lineHeight: '1.55', overflow: 'auto'},
  '.cm-content': {padding: '10px 0', caretColor: 'var(--text)'},
  '.cm-gutters': {backgroundColor: 'var(--field)', color: 'var(--muted)', border: 'none'},
  '.cm-activeLine, .cm-activeLineGutter': {backgroundColor: 'var(--hover)'},
  '.cm-cursor': {borderLeftColor: 'var(--text)'},
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {backgroundColor: 'var(--select)'},
  '.cm-tooltip': {backgroundColor: 'var(--raised)', color: 'var(--text)', border: '1px solid var(--line)', borderRadius: '6px', overflow: 'hidden'},
  '.cm-tooltip-autocomplete ul li': {padding: '3px 8px !important'},
  '.cm-tooltip-autocomplete ul li[aria-selected]': {backgroundColor: 'var(--accent)', color: 'var(--on-accent)'},
  '.cm-completionDetail': {color: 'var(--muted)', fontStyle: 'normal'},
  'li[aria-selected] .cm-completionDetail': {color: 'inherit'},
});

/** An editor in an element. onchange gets the text, onsend is for ctrl-Enter. */
export function editor(host, {model, struct, text, label, onchange, onsend}) {
  const root = host.shadowRoot ?? host.attachShadow({mode: 'open'});
  root.replaceChildren();
  const problems = view => {
    try {
      parse(view.state.doc.toString());
      return [];
    } catch (error) {
      if (!(error instanceof JsonError)) throw error;
      const at = Math.min(error.at, view.state.doc.length);
      return [{from: at, to: Math.min(at + 1, view.state.doc.length), severity: 'error', message: error.message}];
    }
  };
  const view = new cm.EditorView({
    root,
    parent: root,
    state: cm.EditorState.create({
      doc: text,
      extensions: [
        cm.keymap.of([{key: 'Mod-Enter', run: () => { onsend(); return true; }}]),
        cm.lineNumbers(), cm.history(), cm.drawSelection(), cm.bracketMatching(), cm.closeBrackets(), cm.indentOnInput(),
        cm.json(), cm.syntaxHighlighting(colours), look, cm.linter(problems, {delay: 300}),
        cm.autocompletion({override: [context => complete(model, struct, context)], icons: false}),
        cm.keymap.of([...cm.closeBracketsKeymap, ...cm.completionKeymap, ...cm.defaultKeymap, ...cm.historyKeymap]),
        cm.EditorView.contentAttributes.of({'aria-label': label}),
        cm.EditorView.lineWrapping,
        cm.EditorView.updateListener.of(update => update.docChanged && onchange(update.state.doc.toString())),
      ],
    }),
  });
  return {
    set: value => view.dispatch({changes: {from: 0, to: view.state.doc.length, insert: value}}),
    focus: () => view.focus(),
    destroy: () => view.destroy(),
    view,
  };
}
