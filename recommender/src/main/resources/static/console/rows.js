// One workload as a row of the overview (a card on a phone).

import { h, icon, setAttribute, setText } from './dom.js';
import { ago, count, exact, instant, rate, seconds, utc, words } from './format.js';
import { actionOf, objectiveSeconds, STATES, urgency } from './states.js';

const status = (item) => item.status ?? {};
// Falling sizes first: who sorts by a size looks for the large ones.
const largestFirst = (value) => (typeof value === 'number' ? -value : Infinity);

export const COLUMNS = [
  { key: 'state', label: 'State', sortKey: (item, state) => urgency(state) },
  { key: 'name', label: 'Workload', sortKey: (item) => item.name },
  { key: 'replicas', label: 'Replicas', hint: 'Running now, and recommended', sortKey: (item) => largestFirst(status(item).currentReplicas) },
  { key: 'advice', label: 'Recommendation', sortKey: (item) => status(item).action ?? '~' },
  { key: 'time', label: 'Lag time', hint: 'Age of the oldest record not processed, against the objective', sortKey: (item) => largestFirst(shareOfObjective(item)) },
  { key: 'lag', label: 'Lag', hint: 'Records not processed', sortKey: (item) => largestFirst(status(item).lagRecords) },
  { key: 'rate', label: 'Production', hint: 'Records produced per second', sortKey: (item) => largestFirst(status(item).productionRate) },
  { key: 'age', label: 'Sampled', sortKey: (item) => largestFirst(instant(status(item).lastSampleAt)) },
];

function shareOfObjective(item) {
  const objective = objectiveSeconds(item);
  const lag = status(item).lagSeconds;
  return objective > 0 && typeof lag === 'number' ? lag / objective : null;
}

/** A state as shape and word. */
export function stateBadge(state) {
  return h('span', { class: 'badge', 'data-state': state, title: STATES[state].hint }, icon(state), h('span', {}, STATES[state].label));
}

export class WorkloadRow {
  #state = h('td', { class: 'c-state', role: 'cell' });
  #link = h('a', { class: 'name' });
  #where = h('span', { class: 'where' });
  #current = h('span', { class: 'current' });
  #arrow = h('span', { class: 'arrow' });
  #desired = h('span', { class: 'desired' });
  #action = h('span', { class: 'action' });
  #reason = h('span', { class: 'reason' });
  #time = h('span', { class: 'time-value' });
  #objective = h('span', { class: 'objective' });
  #fill = h('span', { class: 'fill' });
  #lag = h('td', { class: 'c-lag number', role: 'cell', 'data-label': 'Lag' });
  #rate = h('td', { class: 'c-rate number', role: 'cell', 'data-label': 'Production' });
  #age = h('time', {});

  constructor(name) {
    this.#link.href = `#/workloads/${encodeURIComponent(name)}`;
    setText(this.#link, name);
    const meter = h('span', { class: 'meter', 'aria-hidden': 'true' }, this.#fill);
    this.element = h('tr', { role: 'row', 'data-workload': name },
      this.#state,
      h('th', { class: 'c-name', scope: 'row', role: 'rowheader' }, this.#link, this.#where),
      h('td', { class: 'c-replicas number', role: 'cell', 'data-label': 'Replicas' }, this.#current, this.#arrow, this.#desired),
      h('td', { class: 'c-advice', role: 'cell' }, this.#action, this.#reason),
      h('td', { class: 'c-time number', role: 'cell', 'data-label': 'Lag time' }, h('span', { class: 'time-text' }, this.#time, this.#objective), meter),
      this.#lag, this.#rate,
      h('td', { class: 'c-age number', role: 'cell', 'data-label': 'Sampled' }, this.#age));
  }

  show(item, state, moment) {
    this.#showState(state);
    setText(this.#where, item.group === item.name ? item.cluster ?? '' : [item.group, item.cluster].filter(Boolean).join(' · '));
    this.#showReplicas(status(item));
    this.#showAdvice(item);
    this.#showTime(item);
    showQuantity(this.#lag, status(item).lagRecords, count, 'records');
    showQuantity(this.#rate, status(item).productionRate, rate, 'records per second');
    const sampledAt = instant(status(item).lastSampleAt);
    setText(this.#age, ago(sampledAt, moment));
    setAttribute(this.#age, 'data-ago', sampledAt);
    setAttribute(this.#age, 'datetime', status(item).lastSampleAt ?? null);
    setAttribute(this.#age, 'title', sampledAt === null ? 'Nothing was collected yet' : `${utc(sampledAt)} UTC`);
  }

  #showState(state) {
    if (this.element.dataset.state === state) return;
    this.element.dataset.state = state;
    this.#state.replaceChildren(stateBadge(state));
  }

  #showReplicas({ currentReplicas, desiredReplicas }) {
    const known = typeof currentReplicas === 'number' && typeof desiredReplicas === 'number';
    const direction = !known || currentReplicas === desiredReplicas ? 'same' : desiredReplicas > currentReplicas ? 'out' : 'in';
    setText(this.#current, count(currentReplicas ?? desiredReplicas));
    setText(this.#desired, direction === 'same' ? '' : count(desiredReplicas));
    if (this.#arrow.dataset.direction === direction) return;
    this.#arrow.dataset.direction = direction;
    this.#desired.dataset.direction = direction;
    const words = { out: ' up to ', in: ' down to ', same: '' }[direction];
    this.#arrow.replaceChildren(...(direction === 'same' ? [] : [icon(direction), h('span', { class: 'visually-hidden' }, words)]));
  }

  #showAdvice(item) {
    const { action, reasonCode } = status(item);
    const { label, icon: shape, role } = actionOf(action);
    if (this.#action.dataset.role !== role) {
      this.#action.dataset.role = role;
      this.#action.replaceChildren(icon(shape), h('span', {}, label));
    }
    setText(this.#reason, reasonCode ? words(reasonCode) : '');
  }

  #showTime(item) {
    const objective = objectiveSeconds(item);
    const share = shareOfObjective(item);
    setText(this.#time, seconds(status(item).lagSeconds));
    setText(this.#objective, objective === null ? '' : ` / ${seconds(objective)}`);
    this.#fill.style.transform = `scaleX(${Math.min(1, (share ?? 0) / 1.5).toFixed(3)})`;
    this.#fill.dataset.level = share > 1 ? 'over' : share > 0.7 ? 'near' : 'under';
  }
}

function showQuantity(cell, value, format, unit) {
  setText(cell, format(value));
  setAttribute(cell, 'title', typeof value === 'number' ? `${exact(value)} ${unit}` : 'Not known');
}
