// The recommendations of a workload: repeated ones told once.

import { h, icon } from './dom.js';
import { clock, count, instant, utc, words } from './format.js';
import { actionOf } from './states.js';

const ROWS = 40;

/** Ledger entries (newest first) as runs of equal advice, newest first. */
export function runsOf(entries) {
  const runs = [];
  for (const entry of entries) {
    const at = instant(entry.time);
    const run = runs.at(-1);
    if (run && sameAdvice(run.entry, entry)) {
      run.since = at;
      run.times += 1;
      run.from = entry.currentReplicas;
    } else {
      runs.push({ entry, at, since: at, times: 1, from: entry.currentReplicas });
    }
  }
  return runs;
}

const sameAdvice = (a, b) => a.action === b.action && a.desiredReplicas === b.desiredReplicas && a.reason?.code === b.reason?.code;

/** The moves among them, ascending, at the time each was first asked for. */
export function movesOf(entries) {
  const moves = [];
  for (const entry of entries.toReversed()) {
    const isMove = entry.action === 'SCALE_OUT' || entry.action === 'SCALE_IN';
    const newest = moves.at(-1);
    if (isMove && !(newest?.open && newest.action === entry.action && newest.to === entry.desiredReplicas)) {
      moves.push({ at: instant(entry.time), action: entry.action, from: entry.currentReplicas, to: entry.desiredReplicas, reason: entry.reason, open: true });
    } else if (!isMove && newest) {
      newest.open = false;
    }
  }
  return moves.filter(({ at }) => at !== null);
}

/** The list as a panel; `show` fills it. */
export class LedgerPanel {
  #body = h('tbody', { role: 'rowgroup' });
  #more = h('p', { class: 'figure-note' });
  #signature = null;
  element = h('section', { class: 'panel', 'aria-labelledby': 'title-ledger' },
    h('div', { class: 'panel-head' }, h('h2', { id: 'title-ledger' }, 'Recommendations'), h('span', { class: 'subtitle' }, 'in the range shown, newest first')),
    h('table', { class: 'ledger', role: 'table' },
      h('thead', { class: 'visually-hidden', role: 'rowgroup' }, h('tr', { role: 'row' }, ['Time', 'Action', 'Replicas', 'Reason'].map((text) => h('th', { scope: 'col', role: 'columnheader' }, text)))), this.#body),
    this.#more);

  show(entries, problem) {
    const runs = runsOf(entries ?? []);
    const signature = JSON.stringify([problem?.message, runs.map(({ at, times, entry }) => [at, times, entry.id, entry.desiredReplicas])]);
    if (signature === this.#signature) return;
    this.#signature = signature;
    this.#body.replaceChildren(...runs.slice(0, ROWS).map(row));
    this.#more.textContent = problem ? problem.message
      : runs.length === 0 ? 'No recommendation was made in this range.'
        : runs.length > ROWS ? `${runs.length - ROWS} older ones are not listed; choose a shorter range or ask the API.` : '';
  }
}

function row({ entry, at, since, times, from }) {
  const { label, icon: shape, role } = actionOf(entry.action);
  const moves = entry.action === 'SCALE_OUT' || entry.action === 'SCALE_IN';
  const when = times > 1 ? `${clock(since)} to ${clock(at)}` : clock(at);
  return h('tr', { role: 'row' },
    h('td', { class: 'when', role: 'cell' }, h('time', { datetime: entry.time, title: `${utc(since)} UTC` }, clock(since)),
      times > 1 ? h('span', { class: 'times', title: `Said ${times} times, ${when}` }, `×${times}`) : null),
    h('td', { role: 'cell' }, h('span', { class: 'action', 'data-role': role }, icon(shape), h('span', {}, label))),
    h('td', { class: 'number', role: 'cell' }, moves ? `${count(from)} → ${count(entry.desiredReplicas)}` : count(entry.desiredReplicas)),
    h('td', { class: 'why', role: 'cell' }, h('strong', {}, words(entry.reason?.code)), entry.reason?.text ? ` ${entry.reason.text}` : ''));
}
