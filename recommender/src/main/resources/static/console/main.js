// Starts the console: connection, theme, and the view the address asks for.

import { h, icon, setText } from './dom.js';
import { getJson, now } from './api.js';
import { ago } from './format.js';
import { Live } from './live.js';
import { OverviewView } from './overview.js';
import { ReplaysView } from './replays.js';
import { signIn } from './sign-in.js';
import { access } from './token.js';
import { Watch } from './watch.js';
import { WebhooksView } from './webhooks.js';
import { WorkloadView } from './workload.js';

const main = document.getElementById('main');
const live = new Live(new URL('api/v1/events', document.baseURI.replace(/#.*$/, '')));
const watch = new Watch(live);
let view = null;
let address = null;

/** `#/workloads/orders?range=1h` as path and query. */
function parseAddress() {
  const [path, query = ''] = location.hash.replace(/^#/, '').split('?');
  const [, workload = null, replays] = /^\/workloads\/([^/]+)(\/replays)?$/.exec(path) ?? [];
  return {
    path,
    workload: workload === null ? null : decodeURIComponent(workload),
    replays: replays !== undefined,
    query: new URLSearchParams(query),
  };
}

function route() {
  if (location.hash !== '' && !location.hash.startsWith('#/')) return;
  const wanted = parseAddress();
  const sameView = view !== null && address.workload === wanted.workload && address.replays === wanted.replays && isWebhooks(address) === isWebhooks(wanted);
  address = wanted;
  if (sameView) return view.readAddress?.(wanted.query);
  const first = view === null;
  view?.dispose();
  view = viewOf(wanted);
  main.replaceChildren(view.element);
  document.title = titleOf(wanted);
  if (!first) {
    main.querySelector('h1')?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }
}

const isWebhooks = ({ path }) => path === '/webhooks';

function viewOf(wanted) {
  if (isWebhooks(wanted)) return new WebhooksView(announce);
  if (wanted.workload === null) return new OverviewView(watch, wanted.query);
  return wanted.replays ? new ReplaysView(wanted.workload) : new WorkloadView(wanted.workload, watch, live, wanted.query, announce);
}

function titleOf(wanted) {
  if (isWebhooks(wanted)) return 'Webhooks · Lagcast';
  return wanted.workload === null ? 'Lagcast' : `${wanted.workload} · Lagcast`;
}

/** With another token there is another world to see. */
function startAgain() {
  view?.dispose();
  view = null;
  watch.forget();
  route();
  live.connect();
  watch.refresh();
}

/** Says something to a screen reader without moving the focus. */
function announce(text) {
  setText(document.getElementById('announcer'), text);
}

const connection = document.getElementById('connection');
const connectionText = h('span', {});
connection.append(h('span', { class: 'dot', 'aria-hidden': 'true' }), connectionText);

function showConnection() {
  connection.dataset.state = live.state;
  setText(connectionText, connectionWords());
  connection.title = {
    live: 'Changes arrive as they happen.',
    polling: 'The event stream is interrupted: values are asked for every few seconds until it is back.',
    connecting: 'Opening the event stream.',
  }[live.state];
}

function connectionWords() {
  if (live.state === 'live') return 'Live';
  if (live.state === 'connecting') return 'Connecting';
  const waitSeconds = Math.max(0, Math.round((live.retryAt - Date.now()) / 1000));
  return watch.problem ? `Offline, retry in ${waitSeconds} s` : `Polling, retry in ${waitSeconds} s`;
}

live.addEventListener('state', ({ detail }) => {
  showConnection();
  if (detail.state === 'live') showLeader();
  if (detail.before === 'live' && detail.state === 'polling') announce('Live updates are interrupted.');
  if (detail.before === 'polling' && detail.state === 'live') announce('Live updates are back.');
});

const leader = document.getElementById('leader');

/** Which of several instances decides. The one that answers may be another after every request. */
async function showLeader() {
  try {
    const { instance, leads, leader: lead } = await getJson('api/v1/leader');
    const name = leads ? instance : lead?.name;
    setText(leader, name === undefined ? 'Nobody leads' : `${name} leads`);
    leader.title = `${leads ? 'It' : `This page is answered by ${instance}; the leader`} collects and decides.`;
  } catch {
    // Said by the connection's state.
  }
}

/** Ages grow without new data: one clock for all of them. */
function tick() {
  for (const time of document.querySelectorAll('time[data-ago]')) {
    setText(time, ago(Number(time.dataset.ago), now()));
  }
  if (live.state !== 'live') showConnection();
}

const THEMES = { auto: ['auto', 'Automatic theme'], light: ['sun', 'Light theme'], dark: ['moon', 'Dark theme'] };
const themeButton = document.getElementById('theme');

function showTheme() {
  const theme = document.documentElement.dataset.theme ?? 'auto';
  const [shape, label] = THEMES[theme];
  themeButton.replaceChildren(icon(shape), h('span', { class: 'wide-only' }, label));
  themeButton.setAttribute('aria-label', `${label}. Change theme`);
  dispatchEvent(new Event('themechange'));
}

themeButton.addEventListener('click', () => {
  const order = ['auto', 'light', 'dark'];
  const next = order[(order.indexOf(document.documentElement.dataset.theme ?? 'auto') + 1) % order.length];
  if (next === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
  try {
    localStorage.setItem('lagcast.theme', next);
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
  showTheme();
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => dispatchEvent(new Event('themechange')));

document.getElementById('skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});
addEventListener('keydown', (event) => {
  const search = document.getElementById('search');
  if (event.key !== '/' || search === null || event.target.matches('input, select, textarea')) return;
  event.preventDefault();
  search.focus();
});
signIn(document.getElementById('forget-token'));
access.addEventListener('given', startAgain);
addEventListener('hashchange', route);
showTheme();
showConnection();
route();
live.connect();
watch.refresh();
setInterval(tick, 1000);
setInterval(showLeader, 10_000);
