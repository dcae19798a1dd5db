// The last calls of a server, as its access log has them.
import {h, replace} from './dom.js';

const SHOWN = 200;
const EVERY_MS = 1000;

const colour = outcome => ({success: 'reply', declared_exception: 'exception'})[outcome] ?? 'error';

function row(call) {
  return h('tr', {},
    h('td', {class: 'muted code'}, new Date(call.at).toLocaleTimeString([], {hour12: false})),
    h('td', {class: 'code'}, call.peer),
    h('td', {class: 'code'}, `${call.service}.${call.method}`),
    h('td', {}, h('span', {class: `outcome ${colour(call.outcome)}`}, call.outcome.replace('_', ' '))),
    h('td', {class: 'number'}, call.micros < 10000 ? `${call.micros} µs` : `${Math.round(call.micros / 1000)} ms`),
    h('td', {class: 'number muted'}, `${call.bytesIn} → ${call.bytesOut}`));
}

/** Shows them, and new ones as they come, until the returned function is called. */
export function liveView(main, server) {
  const body = h('tbody');
  const state = h('span', {class: 'muted'}, 'Waiting for calls …');
  const pause = h('button', {type: 'button', class: 'ghost', 'aria-pressed': 'false', onclick: () => {
    paused = !paused;
    pause.setAttribute('aria-pressed', String(paused));
    pause.textContent = paused ? 'Go on' : 'Pause';
  }}, 'Pause');
  let last = 0;
  let paused = false;
  let ended = false;
  let timer;
  replace(main, h('p', {class: 'crumbs'}, `server ${server}`), h('h1', {}, 'Last calls'),
    h('p', {class: 'live'}, state, pause),
    h('div', {class: 'scroll'}, h('table', {class: 'fields calls'},
      h('thead', {}, h('tr', {}, ['at', 'peer', 'method', 'outcome', 'took', 'bytes'].map(name => h('th', {scope: 'col'}, name)))), body)));

  async function poll() {
    if (!paused && !document.hidden) await ask();
    if (!ended) timer = setTimeout(poll, EVERY_MS);
  }

  async function ask() {
    try {
      const url = new URL('calls', import.meta.url);
      url.search = new URLSearchParams({server, after: String(last)});
      const response = await fetch(url, {headers: {accept: 'application/json'}, credentials: 'same-origin'});
      const answer = await response.json();
      if (ended) return;
      if (!response.ok) throw new Error(answer.error ?? `status ${response.status}`);
      for (const call of answer) {
        body.prepend(row(call));
        last = Math.max(last, call.number);
      }
      while (body.rows.length > SHOWN) body.rows[body.rows.length - 1].remove();
      state.textContent = body.rows.length === 0 ? 'Waiting for calls …' : `${last} calls so far, the last ${body.rows.length} here`;
    } catch (error) {
      state.textContent = `Not up to date: ${error.message}`;
    }
  }

  poll();
  return () => { ended = true; clearTimeout(timer); };
}
