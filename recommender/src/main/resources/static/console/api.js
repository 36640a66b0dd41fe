// The service's HTTP interface as the console uses it. Addresses are relative, so that a path prefix in front of the service works.

import { authorization, currentToken, refused } from './token.js';

/** Why a request gave no answer: an RFC 9457 problem, or a network that does not answer. */
export class Problem extends Error {
  constructor(status, title, detail) {
    super(detail ? `${title}: ${detail}` : title);
    this.status = status;
    this.title = title;
    this.detail = detail;
  }
}

let serverAheadMilliseconds = 0;

/** The server's clock: ages are wrong on a computer whose clock is. */
export const now = () => Date.now() + serverAheadMilliseconds;

/** JSON from a path; throws {@link Problem}. An aborted request throws the abort. */
export async function getJson(path, { query, signal, method = 'GET' } = {}) {
  const address = new URL(path, document.baseURI.replace(/#.*$/, ''));
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== null && value !== undefined) address.searchParams.set(name, value);
  }
  return request(address, { signal, method });
}

/** Does something; what the answer says, or null. Throws {@link Problem}. */
export function send(method, path, body) {
  const address = new URL(path, document.baseURI.replace(/#.*$/, ''));
  return request(address, { method, ...(body === undefined ? {} : { body: JSON.stringify(body), type: 'application/json' }) });
}

async function request(address, options) {
  const { signal } = options;
  const response = await ask(address, options);
  noteClock(response.headers.get('date'));
  if (!response.ok) throw await problemOf(response);
  if (response.status === 204) return null;
  try {
    return await response.json();
  } catch (failure) {
    if (signal?.aborted) throw failure;
    throw new Problem(response.status, 'The answer was not JSON', `${address.pathname} answered something else; is a proxy in between?`);
  }
}

async function ask(address, { signal, method = 'GET', body, type }) {
  const sent = currentToken();
  const headers = { accept: 'application/json, application/problem+json', ...authorization(sent), ...(type ? { 'content-type': type } : {}) };
  try {
    const response = await fetch(address, { signal, method, body, headers, cache: 'no-store' });
    if (response.status === 401) refused(sent);
    return response;
  } catch (failure) {
    if (signal?.aborted) throw failure;
    throw new Problem(0, 'Lagcast does not answer', 'The connection failed. The console keeps trying and shows what it knew last.');
  }
}

function noteClock(dateHeader) {
  const server = Date.parse(dateHeader ?? '');
  if (Number.isNaN(server)) return;
  const ahead = server + 500 - Date.now();
  serverAheadMilliseconds = Math.abs(ahead) < 2000 ? 0 : ahead;
}

async function problemOf(response) {
  const body = await response.json().catch(() => null);
  const title = body?.title ?? `The service answered ${response.status} ${response.statusText}`.trim();
  return new Problem(response.status, title, body?.detail ?? null);
}

const workloadPath = (name) => `api/v1/workloads/${encodeURIComponent(name)}`;
const webhookPath = (id) => `api/v1/webhooks/${encodeURIComponent(id)}`;

export const api = {
  workloads: (options) => getJson('api/v1/workloads', options),
  workload: (name, options) => getJson(workloadPath(name), options),
  recommendation: (name, options) => getJson(`${workloadPath(name)}/recommendation`, options),
  recommendations: (name, options) => getJson(`${workloadPath(name)}/recommendations`, options),
  explanation: (name, options) => getJson(`${workloadPath(name)}/explanation`, options),
  forecast: (name, options) => getJson(`${workloadPath(name)}/forecast`, options),
  models: (name, options) => getJson(`${workloadPath(name)}/forecast/models`, options),
  replays: (name, options) => getJson(`${workloadPath(name)}/replays`, options),
  replay: (name, id, options) => getJson(`${workloadPath(name)}/replays/${encodeURIComponent(id)}`, options),
  startReplay: (name, options) => getJson(`${workloadPath(name)}/replays`, { ...options, method: 'POST' }),
  removeReplay: (name, id, options) => getJson(`${workloadPath(name)}/replays/${encodeURIComponent(id)}`, { ...options, method: 'DELETE' }),
  history: (name, options) => getJson(`${workloadPath(name)}/history`, options),
  webhooks: (options) => getJson('api/v1/webhooks', options),
  deliveries: (id, options) => getJson(`${webhookPath(id)}/deliveries`, options),
  addWebhook: (form) => send('POST', 'api/v1/webhooks', form),
  removeWebhook: (id) => send('DELETE', webhookPath(id)),
  verifyWebhook: (id) => send('POST', `${webhookPath(id)}/verification`),
  rotateSecret: (id) => send('POST', `${webhookPath(id)}/secrets`, {}),
  redeliver: (id, delivery) => send('POST', `${webhookPath(id)}/deliveries/${encodeURIComponent(delivery)}/redeliver`),
};
