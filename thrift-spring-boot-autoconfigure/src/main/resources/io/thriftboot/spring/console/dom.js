// Elements without markup: whatever comes from an IDL file or a server is text, and stays text.

/** An element. Attributes that begin with "on" are listeners, booleans are set or left out. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'value') element.value = value;
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter(child => child != null && child !== false));
  return element;
}

export function replace(element, ...children) {
  element.replaceChildren(...children.flat().filter(child => child != null && child !== false));
}

export const byId = id => document.getElementById(id);

let noticeTimer;

/** A sentence that goes away by itself. */
export function notice(text) {
  byId('notice').textContent = text;
  byId('notice').classList.add('shown');
  clearTimeout(noticeTimer);
  noticeTimer = setTimeout(() => byId('notice').classList.remove('shown'), 2500);
}

/** Browsers offer the clipboard to pages of https and of this machine only. */
export async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = h('textarea', {class: 'offscreen', readonly: true, value: text});
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
  notice(`${what} copied`);
}
