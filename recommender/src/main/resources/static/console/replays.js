// What a workload's own recorded arrivals would have cost: asks for a replay, follows it, shows what came of it.

import { api, now } from './api.js';
import { drawReplay, replayFigure } from './charts/replay.js';
import { h, icon, segmented, setText } from './dom.js';
import { clock, count, exact, instant, parseDuration, rate, seconds, UNKNOWN } from './format.js';

const LENGTHS = { '1d': ['1 day', 86_400_000], '3d': ['3 days', 3 * 86_400_000], '7d': ['7 days', 7 * 86_400_000], '14d': ['14 days', 14 * 86_400_000] };
const LOOK_EVERY_MILLISECONDS = 1000;

const ROLES = {
  LAGCAST: 'what Lagcast would have recommended',
  RECORDED: 'the counts that were asked for then',
  NAMED: 'as you named it',
  HPA_GRID: 'best HPA on lag in hindsight',
  KEDA_GRID: 'best KEDA on lag in hindsight',
  RATE_GRID: 'best sizing by rate in hindsight',
  ALL_REPLICAS: 'as many replicas as have work',
  CLAIRVOYANT: 'knows what will arrive: nobody can do better',
};

export class ReplaysView {
  #name;
  #length = '7d';
  #watching = null;
  #ending = new AbortController();
  #scalers = h('input', { type: 'text', id: 'replay-scalers', placeholder: 'hpa:10000, keda:5000', autocomplete: 'off', spellcheck: 'false' });
  #start = h('button', { type: 'submit', id: 'replay-start' }, 'Replay');
  #stop = h('button', { type: 'button', class: 'quiet', hidden: true, onclick: () => this.#end() }, 'Stop');
  #status = h('p', { class: 'replay-status', id: 'replay-status', role: 'status' });
  #bar = h('progress', { max: '1', value: '0', hidden: true, 'aria-label': 'Progress of the replay' });
  #summary = h('p', { class: 'replay-summary', id: 'replay-summary' });
  #table = h('div', { class: 'replay-table', tabindex: '0', role: 'region', 'aria-label': 'What each scaler would have cost and missed' });
  #assumptions = h('p', { class: 'remark', id: 'replay-assumptions' });
  #figure = replayFigure();
  #result = h('div', { class: 'replay-result', hidden: true }, h('section', { class: 'panel' }, this.#summary, this.#table, this.#assumptions), this.#figure.element);

  constructor(name) {
    this.#name = name;
    this.element = h('div', { class: 'replays' },
      h('div', { class: 'page-head' },
        h('nav', { class: 'crumbs', 'aria-label': 'Breadcrumb' }, h('a', { href: `#/workloads/${encodeURIComponent(name)}` }, icon('back'), name)),
        h('div', { class: 'title' }, h('h1', { tabindex: '-1' }, 'What would have been')),
        h('p', { class: 'policy' }, 'The recorded arrivals of this workload, replayed against a simulated group of what was learned about it.')),
      this.#form(), this.#result);
    this.#resume();
  }

  #form() {
    const submit = (event) => {
      event.preventDefault();
      this.#ask();
    };
    return h('form', { class: 'panel replay-form', onsubmit: submit },
      segmented('length', 'Length', Object.entries(LENGTHS).map(([key, [label]]) => [key, label]), this.#length, (length) => { this.#length = length; }),
      h('label', { for: 'replay-scalers' }, 'What you run today', this.#scalers), this.#start, this.#stop, this.#bar, this.#status);
  }

  dispose() {
    this.#ending.abort();
    clearTimeout(this.#watching);
    this.#figure.dispose();
  }

  readAddress() {}

  /** Shows the newest replay there is, or follows the one that runs. */
  async #resume() {
    await this.#attempt(async (signal) => {
      const { items } = await api.replays(this.#name, { signal });
      if (items.length > 0) await this.#look(items[0].id);
    });
  }

  async #ask() {
    const to = now() - 60_000;
    const query = { from: new Date(to - LENGTHS[this.#length][1]).toISOString(), to: new Date(to).toISOString() };
    const scalers = this.#scalers.value.replace(/\s/g, '');
    if (scalers !== '') query.scalers = scalers;
    await this.#attempt(async (signal) => {
      const run = await api.startReplay(this.#name, { query, signal });
      await this.#look(run.id);
    });
  }

  async #end() {
    const id = this.#stop.dataset.id;
    await this.#attempt(async (signal) => {
      await api.removeReplay(this.#name, id, { signal });
      clearTimeout(this.#watching);
      this.#idle('Stopped.');
    });
  }

  async #look(id) {
    const run = await api.replay(this.#name, id, { signal: this.#ending.signal });
    if (run.state === 'RUNNING') {
      this.#busy(run);
      this.#watching = setTimeout(() => this.#attempt(() => this.#look(id)), LOOK_EVERY_MILLISECONDS);
      return;
    }
    this.#idle(run.state === 'FAILED' ? run.detail : `Asked for ${clock(instant(run.askedAt))}.`);
    if (run.state === 'DONE') this.#show(run);
  }

  async #attempt(work) {
    try {
      await work(this.#ending.signal);
    } catch (failure) {
      if (this.#ending.signal.aborted) return;
      this.#idle(failure.message);
    }
  }

  #busy({ id, doing, progress }) {
    this.#start.disabled = true;
    this.#stop.hidden = false;
    this.#stop.dataset.id = id;
    this.#bar.hidden = false;
    this.#bar.value = progress ?? 0;
    setText(this.#status, `${Math.round(100 * (progress ?? 0))} %, ${doing}`);
  }

  #idle(text) {
    this.#start.disabled = false;
    this.#stop.hidden = true;
    this.#bar.hidden = true;
    setText(this.#status, text);
  }

  #show(run) {
    this.#result.hidden = false;
    setText(this.#summary, run.summary);
    this.#table.replaceChildren(table(run.scalers, run.assumptions));
    setText(this.#assumptions, assumptions(run));
    drawReplay(this.#figure, run);
  }
}

function table(scalers, { lagTime }) {
  const head = ['Scaler', 'Replicas on average', 'In time', 'Longest wait', 'Moves a day', 'Cost', 'Against Lagcast'];
  const objective = parseDuration(lagTime);
  const own = scalers.find(({ role }) => role === 'LAGCAST');
  const rows = [...scalers].sort((a, b) => a.cost - b.cost);
  return h('table', {}, h('thead', {}, h('tr', {}, head.map((text, column) => h('th', { scope: 'col', class: column === 0 ? null : 'number' }, text)))),
    h('tbody', {}, rows.map((scaler) => h('tr', { 'data-role': scaler.role },
      h('th', { scope: 'row' }, h('strong', {}, scaler.scaler), h('small', {}, scaler.tried > 1 ? `${ROLES[scaler.role]}, of ${scaler.tried} tried` : ROLES[scaler.role])),
      number(scaler.meanReplicas.toFixed(1)), number(percent(scaler.shareInTime)),
      number(seconds(scaler.maxLagTimeSeconds), objective !== null && scaler.maxLagTimeSeconds > objective), number(scaler.movesPerDay.toFixed(0)),
      number(`${exact(scaler.cost)} h`), number(own && scaler !== own ? against(scaler.cost, own.cost) : '')))));
}

const number = (text, missed = false) => h('td', { class: missed ? 'number missed' : 'number' }, text);

/** Never rounded up to all. */
const percent = (share) => (typeof share === 'number' ? `${(Math.floor(share * 10_000 + 1e-9) / 100).toFixed(2)} %` : UNKNOWN);

function against(cost, own) {
  const more = Math.round(100 * (cost / own - 1));
  return `${more < 0 ? '−' : '+'}${Math.abs(more)} %`;
}

function assumptions({ assumptions: group, measured }) {
  const time = (text) => seconds(parseDuration(text));
  const missing = group.missingShare > 0.0005 ? `; ${(100 * group.missingShare).toFixed(1)} % of the arrivals are missing and lie on straight lines` : '';
  const seen = measured.knownShare > 0
    ? ` Measured in that time, not simulated: ${measured.meanReplicas.toFixed(1)} replicas on average, ${measured.moves} changes, longest lag time ${seconds(measured.maxLagSeconds)}.` : '';
  return `Cost is replica-hours and the price of late records. Simulated: ${count(group.consumers)} partitions of equal rates, ${rate(group.throughputPerReplica)} a replica, start-up ${time(group.startUp)}, `
    + `pause ${time(group.rebalancePause)}, ${time(group.learnedBefore)} learned before${missing}.${seen}`;
}
