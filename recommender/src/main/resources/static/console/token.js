// The token that is sent along. Kept for as long as the tab lives, never in an address.

const KEY = 'lagcast.token';
let token = null;

try {
  token = sessionStorage.getItem(KEY);
} catch {
  // Storage may be forbidden; the token then lasts as long as the page.
}

/** Raises `needed` when the service asks for a token or refuses the one there is, `given` when there is a new one. */
export const access = new EventTarget();

/** The token there is, or null. */
export const currentToken = () => token;

/** What a request with that token must carry. */
export const authorization = (sent) => (sent === null ? {} : { authorization: `Bearer ${sent}` });

/** Takes a token, or forgets it. */
export function setToken(text) {
  keep(text);
  access.dispatchEvent(new Event('given'));
}

/** The service answered 401 to a request with that token, or null. One that was replaced meanwhile does not count. */
export function refused(sent) {
  if (sent !== token) return;
  keep(null);
  access.dispatchEvent(new CustomEvent('needed', { detail: { wrong: sent !== null } }));
}

function keep(text) {
  token = text;
  try {
    if (text === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, text);
  } catch {
    // as above
  }
}
