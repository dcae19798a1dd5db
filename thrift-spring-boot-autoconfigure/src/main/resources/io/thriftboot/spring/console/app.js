// The page: what is chosen is in the address, behind the #, which is not sent to servers.
import * as calls from './calls.js';
import {bodyOf, curl, send} from './call.js';
import {byId, copy, h, notice, replace} from './dom.js';
import {methodDocs, methodLink, overview, typeLink, typePage} from './docs.js';
import {editor} from './editor.js';
import {structForm} from './form.js';
import * as history from './history.js';
import {load} from './model.js';
import {parse, pretty, stringify} from './text.js';

const THEMES = {system: '◐', light: '☀', dark: '☾'};
const OUTCOMES = {reply: 'reply', exception: 'exception', error: 'error', sent: 'sent', refused: 'refused', unreachable: 'no answer'};

const state = {model: undefined, target: undefined, tab: 'json', headers: '', timeout: '', drafts: new Map()};
let leave = () => {};

// ---- where we are

function route() {
  const [path, query] = location.hash.replace(/^#\/?/, '').split('?');
  return {parts: path.split('/').filter(Boolean).map(decode), args: new URLSearchParams(query ?? '').get('args')};
}

function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function show() {
  leave();
  leave = () => {};
  const main = byId('main');
  const {parts: [page, ...rest], args} = route();
  document.body.classList.remove('folded-out');
  byId('fold').setAttribute('aria-expanded', 'false');
  if (page === 'call') showMethod(main, rest, args);
  else if (page === 'type') replace(main, typePage(state.model, rest[0] ?? ''));
  else if (page === 'calls') leave = calls.liveView(main, rest[0] ?? '');
  else if (page === 'history') showHistory(main);
  else replace(main, overview(state.model));
  document.title = [rest.at(-1), 'Thrift console'].filter(Boolean).join(' · ');
  main.scrollTop = 0;
  drawList();
}

// ---- the list

function drawList() {
  const {parts} = route();
  const query = byId('search').value;
  const found = state.model.search(state.target, query);
  const item = (href, text, current, title) =>
    h('li', {}, h('a', {href, title, 'aria-current': current ? 'page' : null}, text));
  replace(byId('list'),
    found.services.map(service => h('section', {},
      h('h2', {title: state.model.service(state.target, service.name)?.doc}, service.name),
      h('ul', {}, service.methods.map(method => item(methodLink(state.target.id, service.name, method), method,
        parts[0] === 'call' && parts[2] === service.name && parts[3] === method,
        state.model.method(state.target, service.name, method)?.doc))))),
    found.groups.map(([title, types]) => h('section', {class: 'types'}, h('h2', {}, title),
      h('ul', {}, types.map(type => item(typeLink(type.name), type.name, parts[0] === 'type' && parts[1] === type.name, type.doc))))),
    found.services.length === 0 && found.groups.length === 0 && h('p', {class: 'muted'}, query ? 'Nothing has this in its name.' : 'No services.'),
    h('section', {}, h('h2', {}, 'Also'), h('ul', {},
      item('#/', 'Servers and clients', parts.length === 0),
      state.model.targets.filter(target => target.accessLog).map(target => {
        const name = target.id.slice('server:'.length);
        return item(`#/calls/${encodeURIComponent(name)}`, `Last calls of ${name}`, parts[0] === 'calls' && parts[1] === name);
      }),
      item('#/history', 'History', parts[0] === 'history'))));
}

function move(event, step) {
  const links = [...byId('list').querySelectorAll('a')];
  const at = links.indexOf(document.activeElement);
  const next = at < 0 ? (step > 0 ? 0 : links.length - 1) : at + step;
  event.preventDefault();
  if (next < 0) byId('search').focus();
  else links[Math.min(next, links.length - 1)]?.focus();
}

// ---- a method

function showMethod(main, [targetId, serviceName, methodName], args) {
  const target = state.model.targets.find(candidate => candidate.id === targetId);
  const method = state.model.method(target, serviceName, methodName);
  if (!method) {
    replace(main, h('h1', {}, 'No such method'), h('p', {}, `${targetId ?? ''} has no ${serviceName ?? ''}.${methodName ?? ''}.`));
    return;
  }
  chooseTarget(target.id);
  const key = `${serviceName}/${methodName}`;
  if (args !== null) state.drafts.set(key, pretty(args));
  const struct = state.model.argumentsOf(method);
  if (!state.drafts.has(key)) state.drafts.set(key, stringify(state.model.skeletonOf(struct)));
  const call = {target, service: serviceName, name: methodName, method, struct, key};
  const reply = h('div', {class: 'reply-body', 'aria-live': 'polite'}, h('p', {class: 'muted'}, 'Nothing sent yet.'));
  const request = requestPane(call, reply);
  replace(main, methodDocs(serviceName, method), h('div', {class: 'panes'}, request.pane,
    h('section', {class: 'pane reply', 'aria-label': 'Reply'}, h('div', {class: 'tabs'}, h('h2', {}, 'Reply')), reply)));
  request.start();
}

function requestPane(call, reply) {
  const body = h('div', {class: 'request-body'});
  const problem = h('p', {class: 'problem', role: 'alert'});
  const text = () => state.drafts.get(call.key);
  const keep = value => { state.drafts.set(call.key, value); problem.textContent = ''; };
  const request = () => ({target: call.target.id, service: call.service, method: call.name, args: text(), headers: state.headers.trim(), timeout: state.timeout.trim()});
  const go = () => submit(call, request(), reply, problem, button);
  const tabs = {};
  const open = tab => {
    if (tab === 'form' && !openForm(call, body, text, keep, problem)) tab = 'json';
    else if (tab === 'json') openJson(call, body, text, keep, go);
    state.tab = tab;
    for (const [name, element] of Object.entries(tabs)) {
      element.setAttribute('aria-selected', String(name === tab));
      element.tabIndex = name === tab ? 0 : -1;
    }
  };
  for (const [name, title] of [['json', 'JSON'], ['form', 'Form']]) {
    tabs[name] = h('button', {type: 'button', role: 'tab', onclick: () => open(name), onkeydown: event => {
      if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
      const other = name === 'json' ? 'form' : 'json';
      open(other);
      tabs[other].focus();
    }}, title);
  }
  const button = h('button', {type: 'button', class: 'primary', id: 'send', title: 'Ctrl-Enter', onclick: go}, 'Send');
  const pane = h('section', {class: 'pane', 'aria-label': 'Request', onkeydown: event => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && state.tab === 'form') go();
  }},
  h('div', {class: 'tabs'}, h('h2', {}, 'Request'), h('div', {role: 'tablist', 'aria-label': 'Request as'}, tabs.json, tabs.form)),
  body, problem, options(call),
  h('div', {class: 'actions'},
    state.model.canCall ? button : h('p', {class: 'muted'}, 'Calling is off: access is read-only.'),
    h('span', {class: 'spring'}),
    h('button', {type: 'button', class: 'ghost', onclick: () => copyLink(call, text())}, 'Link'),
    h('button', {type: 'button', class: 'ghost', onclick: () => copy(curl(request()), 'curl line')}, 'curl')));
  return {pane, start: () => open(state.tab)};
}

function openJson(call, body, text, keep, go) {
  const host = h('div', {class: 'editor'});
  replace(body, host);
  leave();
  const view = editor(host, {
    model: state.model, struct: call.struct, text: text(), label: 'Arguments as JSON',
    onchange: keep, onsend: () => state.model.canCall && go(),
  });
  host.editor = view;
  leave = () => { view.destroy(); leave = () => {}; };
}

/** A form shows what can be read; while there is a mistake in the text it stays text. */
function openForm(call, body, text, keep, problem) {
  let value;
  try {
    value = parse(text());
    if (!(value instanceof Map)) throw new Error('an object is expected');
  } catch (error) {
    problem.textContent = `${error.message}. The form opens when this is right.`;
    return false;
  }
  leave();
  replace(body, structForm(state.model, call.struct, value, () => keep(stringify(value))));
  return true;
}

function options(call) {
  const count = () => {
    try {
      return state.headers.trim() ? parse(state.headers).size : 0;
    } catch {
      return '?';
    }
  };
  const summary = h('summary', {}, '');
  const title = () => { summary.textContent = `Headers (${count()}) and timeout`; };
  title();
  return h('details', {class: 'options', open: state.headers.trim() !== '' || state.timeout !== ''}, summary,
    h('label', {for: 'headers'}, 'Headers, as a JSON object',
      h('span', {class: 'muted'}, call.target.headers ? ' – kept while you look around, never part of links or history' : ' – this protocol carries none')),
    h('textarea', {id: 'headers', rows: 2, spellcheck: 'false', placeholder: '{"x-tenant": "a"}', value: state.headers,
      oninput: event => { state.headers = event.target.value; title(); }}),
    h('label', {for: 'timeout'}, 'Timeout, at most 60s'),
    h('input', {id: 'timeout', placeholder: '10s', autocomplete: 'off', value: state.timeout, oninput: event => { state.timeout = event.target.value; }}));
}

function copyLink(call, args) {
  const url = new URL(location.href);
  let short = args;
  try {
    short = args.length > 2000 ? args : JSON.stringify(JSON.parse(args)) === args.replace(/\s/g, '') ? args.replace(/\s*\n\s*/g, '') : args;
  } catch {
    // A link to text with a mistake is a link, too.
  }
  url.hash = `${methodLink(call.target.id, call.service, call.name)}?${new URLSearchParams({args: short})}`;
  copy(url.href, 'Link');
}

async function submit(call, request, place, problem, button) {
  try {
    parse(request.args);
    if (request.headers) parse(request.headers);
  } catch (error) {
    problem.textContent = `Not sent: ${error.message}`;
    return;
  }
  problem.textContent = '';
  button.disabled = true;
  replace(place, h('p', {class: 'muted busy'}, 'Waiting for the answer …'));
  try {
    const answer = await send(request);
    replace(place, answerNodes(answer));
    history.add({target: call.target.id, service: call.service, method: call.name, args: request.args, outcome: answer.outcome, at: Date.now()});
  } finally {
    button.disabled = false;
  }
}

// ---- an answer

export const duration = micros => (micros < 1000 ? `${micros} µs` : micros < 10000 ? `${(micros / 1000).toFixed(1)} ms` : `${Math.round(micros / 1000)} ms`);

function answerNodes(answer) {
  const body = answer.body === undefined ? undefined : answer.outcome === 'error' ? String(parse(answer.body)) : pretty(answer.body);
  const headers = Object.entries(answer.headers ?? {});
  return [
    h('div', {class: 'summary'},
      h('span', {class: `outcome ${answer.outcome}`}, OUTCOMES[answer.outcome] ?? answer.outcome, answer.type && ` ${answer.type}`, answer.status && ` ${answer.status}`),
      answer.micros !== undefined && h('span', {class: 'muted'}, duration(answer.micros)),
      answer.requestBytes !== undefined && h('span', {class: 'muted'}, `${answer.requestBytes} → ${answer.replyBytes ?? 0} bytes`),
      body !== undefined && h('button', {type: 'button', class: 'ghost', onclick: () => copy(body, 'Reply')}, 'Copy')),
    answer.message && h('p', {class: 'message'}, answer.message),
    answer.outcome === 'sent' && h('p', {class: 'muted'}, 'Sent. The method is oneway: there is no reply.'),
    body !== undefined && h('pre', {class: 'result', tabindex: '0', 'aria-label': 'Value of the reply'}, answer.outcome === 'error' ? body : highlighted(body)),
    headers.length > 0 && h('details', {open: true}, h('summary', {}, `Headers (${headers.length})`),
      h('dl', {class: 'headers'}, headers.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]))),
  ];
}

/** Colours by what a piece of JSON text is; long text stays plain, since each piece is an element. */
function highlighted(text) {
  if (text.length > 100000) return [text];
  const nodes = [];
  let last = 0;
  for (const match of text.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|-?\d[\d.eE+-]*|true|false|null/g)) {
    nodes.push(text.slice(last, match.index));
    const kind = match[1] ? (match[2] ? 'name' : 'string') : /^[tfn]/.test(match[0]) ? 'word' : 'number';
    nodes.push(h('span', {class: `j-${kind}`}, match[1] ?? match[0]), match[2] ?? '');
    last = match.index + match[0].length;
  }
  nodes.push(text.slice(last));
  return nodes;
}

// ---- history

function showHistory(main) {
  const all = history.entries();
  const toggle = h('input', {type: 'checkbox', id: 'keep', onchange: event => { history.turn(event.target.checked); show(); }});
  toggle.checked = history.isOn();
  replace(main, h('h1', {}, 'History'),
    h('p', {class: 'live'}, h('label', {class: 'choice'}, toggle, ' Keep the last 50 calls in this browser, without headers'),
      all.length > 0 && h('button', {type: 'button', class: 'ghost', onclick: () => { history.clear(); show(); notice('History cleared'); }}, 'Clear')),
    all.length === 0 ? h('p', {class: 'muted'}, 'Nothing was sent yet.') : h('ol', {class: 'history'}, all.map(entry =>
      h('li', {}, h('a', {href: `${methodLink(entry.target, entry.service, entry.method)}?${new URLSearchParams({args: entry.args})}`},
        h('span', {class: `outcome ${entry.outcome}`}, OUTCOMES[entry.outcome] ?? String(entry.outcome)),
        h('span', {class: 'code'}, `${entry.service}.${entry.method}`),
        h('span', {class: 'code muted clip'}, String(entry.args).replace(/\s+/g, ' ')),
        h('span', {class: 'muted'}, new Date(entry.at).toLocaleString()))))));
}

// ---- the frame

function chooseTarget(id) {
  state.target = state.model.target(id);
  byId('target').value = state.target?.id ?? '';
  byId('about').textContent = state.target ? [state.target.address, state.target.wireFormat].filter(Boolean).join(' · ') : '';
}

function setTheme(theme) {
  if (theme === 'system') document.documentElement.removeAttribute('data-theme');
  else document.documentElement.dataset.theme = theme;
  byId('theme').textContent = THEMES[theme];
  byId('theme').setAttribute('aria-label', `Colours: ${theme === 'system' ? 'as the system has them' : theme}`);
  byId('theme').title = byId('theme').getAttribute('aria-label');
}

function startTheme() {
  let theme = localStorage.getItem('thrift-console-theme');
  if (!(theme in THEMES)) theme = 'system';
  setTheme(theme);
  byId('theme').addEventListener('click', () => {
    const dark = matchMedia('(prefers-color-scheme: dark)').matches;
    theme = theme === 'system' ? (dark ? 'light' : 'dark') : theme === (dark ? 'light' : 'dark') ? (dark ? 'dark' : 'light') : 'system';
    localStorage.setItem('thrift-console-theme', theme);
    setTheme(theme);
  });
}

function listen() {
  byId('search').addEventListener('input', drawList);
  byId('search').addEventListener('keydown', event => {
    if (event.key === 'Enter') byId('list').querySelector('a')?.click();
    if (event.key === 'Escape') { event.target.value = ''; drawList(); }
  });
  byId('nav').addEventListener('keydown', event => {
    if (event.key === 'ArrowDown') move(event, 1);
    if (event.key === 'ArrowUp') move(event, -1);
  });
  byId('target').addEventListener('change', event => {
    const {parts} = route();
    chooseTarget(event.target.value);
    if (parts[0] === 'call' && state.model.method(state.target, parts[2], parts[3])) location.hash = methodLink(state.target.id, parts[2], parts[3]);
    else if (parts[0] === 'call') location.hash = '#/';
    else drawList();
  });
  byId('fold').addEventListener('click', () => {
    byId('fold').setAttribute('aria-expanded', String(document.body.classList.toggle('folded-out')));
  });
  document.addEventListener('keydown', event => {
    const typing = event.composedPath()[0].closest?.('input, textarea, select, [contenteditable]');
    if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      document.body.classList.add('folded-out');
      byId('search').focus();
      byId('search').select();
    }
  });
  addEventListener('hashchange', show);
}

async function start() {
  startTheme();
  try {
    state.model = await load();
  } catch (error) {
    replace(byId('main'), h('h1', {}, 'The console cannot start'), h('p', {class: 'message'}, error.message));
    return;
  }
  replace(byId('target'), state.model.targets.map(target => h('option', {value: target.id}, target.id.replace(':', ' '))));
  chooseTarget(state.model.targets[0]?.id);
  listen();
  show();
}

export {bodyOf};

start();
