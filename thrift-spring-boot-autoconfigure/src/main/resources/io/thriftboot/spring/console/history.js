// What was sent last, in this browser. Headers are never kept: they hold tokens.
const KEY = 'thrift-console-history';
const MOST = 50;
const MOST_LENGTH = 1 << 20;

export function entries() {
  try {
    const read = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(read) ? read : [];
  } catch {
    return [];
  }
}

/** @param entry target, service, method, args, outcome, at */
export function add(entry) {
  if (!isOn()) return;
  const {target, service, method, args, outcome, at} = entry;
  const one = {target, service, method, args, outcome, at};
  if (JSON.stringify([one]).length > MOST_LENGTH) return;
  let all = [one, ...entries()].slice(0, MOST);
  while (JSON.stringify(all).length > MOST_LENGTH) all = all.slice(0, -1);
  store(KEY, JSON.stringify(all));
}

export function clear() {
  localStorage.removeItem(KEY);
}

export const isOn = () => localStorage.getItem(`${KEY}-off`) === null;

export function turn(on) {
  if (on) {
    localStorage.removeItem(`${KEY}-off`);
  } else {
    store(`${KEY}-off`, '1');
    clear();
  }
}

function store(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch (error) {
    console.info('history is not kept', error.name);
  }
}
