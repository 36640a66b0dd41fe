// What a newcomer sees: how to get a first workload, with commands that fit this very service.

import { h } from './dom.js';

const origin = () => new URL('.', document.baseURI.replace(/#.*$/, '')).href.replace(/\/$/, '');

const put = () => `curl -X PUT ${origin()}/api/v1/workloads/orders \\
  -H 'content-type: application/json' \\
  -d '{"group": "orders", "topics": ["orders"],
       "minReplicas": 1, "maxReplicas": 40,
       "objective": {"lagTime": "30s", "attainment": "99.9%"}}'`;

const push = () => `curl -X POST ${origin()}/api/v1/workloads/orders/samples \\
  -H 'content-type: application/json' \\
  -d '{"workload": "orders", "time": "'$(date -u +%FT%TZ)'",
       "replicas": {"desired": 2, "ready": 2}, "groupState": "STABLE",
       "partitions": [{"topic": "orders", "partition": 0,
                       "endOffset": 1200, "committedOffset": 1180}]}'`;

export function emptyState() {
  return h('section', { class: 'empty', hidden: true, 'aria-label': 'Getting started' },
    h('h2', {}, 'No workload is watched yet'),
    h('p', {}, 'A workload is a Kafka consumer group and what its owner asks of it. Lagcast watches it and recommends how many replicas it should have. It never starts or stops a consumer itself.'),
    h('ol', {},
      step('Say which group to watch, and what it owes.', put()),
      step('If Lagcast is connected to the cluster (start it with --kafka.bootstrap-servers=HOST:9092), that is all: the first sample arrives within seconds. Without a connection, push samples yourself:', push())),
    h('p', {}, 'Or see it all at work on this machine first: ', h('code', {}, './lagcast demo'), '.'));
}

function step(text, command) {
  return h('li', {}, h('p', {}, text), commandBox(command));
}

/** Something to be copied, with a button that does. */
export function commandBox(text, label = 'Command') {
  const button = h('button', { type: 'button', onclick: () => copy(text, button) }, 'Copy');
  return h('div', { class: 'command' }, h('pre', { tabindex: '0', 'aria-label': label }, h('code', {}, text)), button);
}

async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = 'Copied';
  } catch {
    // Without a secure context the clipboard is closed: select the text, so that the reader's own copy works.
    getSelection().selectAllChildren(button.previousElementSibling);
    button.textContent = 'Selected';
  }
  setTimeout(() => { button.textContent = 'Copy'; }, 2000);
}
