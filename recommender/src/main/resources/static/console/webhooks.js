// The page of webhooks: who is told, what could not be told, and how to tell somebody more.

import { api } from './api.js';
import { commandBox } from './empty.js';
import { h, icon, rebuild } from './dom.js';
import { clock, instant } from './format.js';
import { ACTIONS } from './states.js';

const REFRESH_MILLISECONDS = 10_000;
const STATUSES = { ACTIVE: ['ok', 'Active'], PENDING: ['stale', 'Not verified'], DISABLED: ['late', 'Disabled'] };

export class WebhooksView {
  #leaving = new AbortController();
  #timer = null;
  #announce;
  #parked = new Map();

  #notice = h('div', { class: 'notice', role: 'alert', hidden: true });
  #secret = h('div', { class: 'secret', role: 'status', hidden: true });
  #list = h('div', { id: 'webhook-list' }, h('p', { class: 'nothing' }, 'Reading the webhooks…'));
  #form;

  constructor(announce) {
    this.#announce = announce;
    this.#form = new WebhookForm((made) => this.#made(made));
    this.element = h('div', { class: 'webhooks' },
      h('div', { class: 'page-head' }, h('h1', { tabindex: '-1' }, 'Webhooks'),
        h('p', { class: 'totals' }, 'Who is told of recommendations, each event signed.')),
      this.#notice, this.#secret, this.#list, this.#form.element);
    this.#refresh();
  }

  dispose() {
    clearTimeout(this.#timer);
    this.#leaving.abort();
  }

  async #refresh() {
    clearTimeout(this.#timer);
    const { signal } = this.#leaving;
    try {
      const { items } = await api.webhooks({ signal });
      const parked = await Promise.all(items.map((item) => api.deliveries(item.id, { signal, query: { status: 'PARKED', limit: 20 } })));
      this.#parked = new Map(items.map((item, index) => [item.id, parked[index].items]));
      this.#notice.hidden = true;
      this.#show(items);
    } catch (problem) {
      if (signal.aborted) return;
      if (this.#list.dataset.signature === undefined) this.#list.replaceChildren();
      this.#tell(problem.message);
    }
    this.#timer = setTimeout(() => this.#refresh(), REFRESH_MILLISECONDS);
  }

  #tell(text) {
    this.#notice.hidden = false;
    this.#notice.replaceChildren(icon('late'), h('span', {}, text));
  }

  #show(items) {
    rebuild(this.#list, [items, [...this.#parked]], () => (items.length === 0
      ? [h('p', { class: 'nothing' }, 'Nobody is told yet.')]
      : items.map((item) => this.#panel(item))));
  }

  #panel(item) {
    const [shape, label] = STATUSES[item.status] ?? ['unknown', item.status];
    const parked = this.#parked.get(item.id) ?? [];
    return h('section', { class: 'panel', 'data-webhook': item.id },
      h('div', { class: 'webhook-head' },
        h('h2', {}, item.url),
        h('span', { class: 'badge', 'data-status': item.status }, icon(shape), h('span', {}, label)),
        h('div', { class: 'buttons' },
          item.status === 'ACTIVE' ? null : h('button', { type: 'button', onclick: () => this.#do(() => api.verifyWebhook(item.id), 'Verified.') }, 'Verify again'),
          h('button', { type: 'button', onclick: () => this.#rotate(item) }, 'New secret'),
          h('button', { type: 'button', onclick: () => this.#remove(item) }, 'Remove'))),
      h('p', { class: 'webhook-terms' }, termsOf(item)),
      item.lastError && item.status !== 'ACTIVE' ? h('p', { class: 'webhook-error' }, item.lastError) : null,
      parked.length === 0 ? null : this.#parkedTable(item, parked));
  }

  #parkedTable(item, parked) {
    return h('div', { class: 'parked' }, h('table', {},
      h('caption', {}, 'Parked: given up after many attempts'),
      h('thead', {}, h('tr', {}, ...['Workload', 'Put in', 'Attempts', 'What went wrong', ''].map((title) => h('th', { scope: 'col' }, title)))),
      h('tbody', {}, parked.map((delivery) => h('tr', { 'data-delivery': delivery.id },
        h('td', {}, delivery.workload),
        h('td', {}, clock(instant(delivery.createdAt))),
        h('td', {}, String(delivery.attempts)),
        h('td', { class: 'error' }, delivery.lastError ?? ''),
        h('td', {}, h('button', {
          type: 'button', disabled: item.status !== 'ACTIVE',
          onclick: () => this.#do(() => api.redeliver(item.id, delivery.id), 'It is delivered again.'),
        }, 'Redeliver')))))));
  }

  async #do(work, done) {
    try {
      await work();
      this.#announce(done);
      await this.#refresh();
    } catch (problem) {
      await this.#refresh();
      this.#tell(problem.message);
    }
  }

  #rotate(item) {
    return this.#do(async () => this.#made(await api.rotateSecret(item.id)), 'There is a new secret.');
  }

  #remove(item) {
    if (!confirm(`Remove the webhook to ${item.url}? It is told nothing more, not even what waits.`)) return undefined;
    return this.#do(() => api.removeWebhook(item.id), 'Removed.');
  }

  /** The secret is shown here and never again. */
  #made(webhook) {
    this.#secret.hidden = false;
    this.#secret.replaceChildren(
      h('p', {}, h('strong', {}, 'The signing secret is shown this once. '), 'Give it to the receiver and close this.'),
      commandBox(webhook.secret, 'Secret'),
      h('div', { class: 'buttons' }, h('button', { type: 'button', onclick: () => this.#forgetSecret() }, 'Close')));
    this.#announce('The signing secret is shown this once.');
    this.#refresh();
  }

  #forgetSecret() {
    this.#secret.replaceChildren();
    this.#secret.hidden = true;
  }
}

function termsOf({ description, workloadPattern, actions, secrets, handshake }) {
  const told = actions.length === Object.keys(ACTIONS).length ? 'every action' : actions.map((action) => ACTIONS[action].label.toLowerCase()).join(', ');
  const workloads = workloadPattern === '*' ? 'all workloads' : `workloads ${workloadPattern}`;
  return [description, `${workloads}, ${told}`, handshake === 'CLOUDEVENTS' ? 'verified by OPTIONS' : '', secrets.length > 1 ? 'two secrets sign until the older expires' : '']
    .filter(Boolean).join(' · ');
}

/** The form that adds one. */
class WebhookForm {
  #made;
  #url = h('input', { type: 'url', id: 'webhook-url', required: true, placeholder: 'https://example.com/lagcast', autocomplete: 'off' });
  #pattern = h('input', { type: 'text', id: 'webhook-pattern', placeholder: '*', autocomplete: 'off', spellcheck: 'false' });
  #actions = Object.entries(ACTIONS).map(([action, { label }]) => {
    const box = h('input', { type: 'checkbox', value: action });
    box.checked = action.startsWith('SCALE');
    return { box, label: h('label', {}, box, label) };
  });
  #wrong = h('p', { class: 'wrong', role: 'alert', hidden: true });
  #add = h('button', { type: 'submit', class: 'primary' }, 'Add webhook');
  element;

  constructor(made) {
    this.#made = made;
    this.element = h('section', { class: 'panel' }, h('h2', {}, 'Tell somebody'),
      h('form', { class: 'webhook-form', onsubmit: (event) => this.#submit(event) },
        h('label', { for: 'webhook-url' }, 'Address'), this.#url,
        h('label', { for: 'webhook-pattern' }, 'Workloads'), this.#pattern,
        h('span', { id: 'webhook-actions' }, 'Actions'),
        h('div', { class: 'choices', role: 'group', 'aria-labelledby': 'webhook-actions' }, this.#actions.map(({ label }) => label)),
        this.#wrong,
        h('div', { class: 'buttons' }, this.#add)));
  }

  async #submit(event) {
    event.preventDefault();
    this.#add.disabled = true;
    this.#wrong.hidden = true;
    try {
      const actions = this.#actions.map(({ box }) => box).filter((box) => box.checked).map((box) => box.value);
      const webhook = await api.addWebhook({ url: this.#url.value, workloadPattern: this.#pattern.value || '*', actions });
      this.#url.value = '';
      this.#made(webhook);
    } catch (problem) {
      this.#wrong.hidden = false;
      this.#wrong.textContent = problem.detail ?? problem.message;
    }
    this.#add.disabled = false;
  }
}
