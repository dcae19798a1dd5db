// Sends a call. However it ends, there is an outcome to show.

const COOKIE = /(?:^|; )XSRF-TOKEN=([^;]*)/;

const SENTENCES = {
  400: 'The server refused the request',
  401: 'You are not signed in. See docs/console.md, "Security"',
  403: 'You may not do this, or the request lacks a token against forgery. See docs/console.md, "Security"',
  404: 'There is no such server, service or method',
  405: 'Calls are not allowed here: access is read-only',
  413: 'The request is too large',
  415: 'The server takes JSON only',
  429: 'Too many calls at once',
  504: 'The call took too long',
};

export const callUrl = (service, method) =>
  new URL([service, method].map(encodeURIComponent).join('/'), new URL('./', import.meta.url)).href;

export const bodyOf = ({target, args, headers, timeout}) =>
  JSON.stringify({target, args, ...(headers ? {headers} : {}), ...(timeout ? {timeout} : {})});

/** The outcome: reply, exception, error or sent, as the server says; refused, if it was not called; unreachable, if there is no answer. */
export async function send(request) {
  const begun = performance.now();
  const headers = {'content-type': 'application/json', accept: 'application/json'};
  const token = COOKIE.exec(document.cookie);
  if (token) headers['X-XSRF-TOKEN'] = decodeURIComponent(token[1]);
  let response;
  try {
    response = await fetch(callUrl(request.service, request.method),
      {method: 'POST', headers, body: bodyOf(request), credentials: 'same-origin'});
    const text = await response.text();
    return response.ok ? JSON.parse(text) : refused(response.status, text);
  } catch (error) {
    return {
      outcome: 'unreachable',
      message: response ? `The answer of the application cannot be read: ${error.message}` : 'The application cannot be reached. Is it still running?',
      micros: Math.round((performance.now() - begun) * 1000),
    };
  }
}

function refused(status, text) {
  const sentence = SENTENCES[status] ?? `The server answered with status ${status}`;
  let detail = '';
  try {
    detail = JSON.parse(text).error ?? '';
  } catch {
    // Other filters of the application answer in their own ways.
  }
  return {outcome: 'refused', status, message: typeof detail === 'string' && detail ? `${sentence}: ${detail}` : `${sentence}.`};
}

const quoted = text => `'${text.replaceAll("'", "'\\''")}'`;

/** A line for a shell that makes the same call. */
export const curl = request =>
  `curl -sS ${quoted(callUrl(request.service, request.method))} -H 'Content-Type: application/json' --data-binary ${quoted(bodyOf(request))}`;
