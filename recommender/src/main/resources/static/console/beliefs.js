// What was learned about a workload, and how its forecasting models do.

import { h, icon, rebuild } from './dom.js';
import { count, exact, parseDuration, rate, seconds, words } from './format.js';

const PROTOCOLS = {
  EAGER: 'Eager: every partition stops while members rejoin.',
  COOPERATIVE: 'Cooperative: only moved partitions stop.',
  SERVER_ASSIGNED: 'Server-assigned: the broker assigns, members follow one by one.',
  STREAMS: 'Streams: moved tasks restore their state first.',
};

/** Learned throughput, start-up, pause and protocol. */
export class LearnedPanel {
  #list = h('dl', { class: 'facts' });
  element = h('section', { class: 'panel', id: 'learned', 'aria-labelledby': 'title-learned' },
    h('div', { class: 'panel-head' }, h('h2', { id: 'title-learned' }, 'What has been learned')), this.#list);

  show(learned) {
    rebuild(this.#list, learned, () => (learned ? facts(learned) : [h('dt', {}, 'Nothing yet'), h('dd', {}, 'Learning begins with the first samples.')]));
  }
}

function facts({ throughputPerReplica: throughput, startUp, rebalancePause: pause, protocol }) {
  return [
    fact('Throughput per replica', rate(throughput?.median), throughput?.low === undefined || throughput?.low === null ? '' : `cautious ${rate(throughput.low)}`, throughput?.observations, 'window'),
    fact('Start-up', seconds(parseDuration(startUp?.value)), 'asked for to first record', startUp?.observations, 'start'),
    fact('Rebalance pause', seconds(parseDuration(pause?.value)), 'while partitions move', pause?.observations, 'rebalance'),
    [h('dt', {}, 'Rebalance protocol'), h('dd', { title: PROTOCOLS[protocol] ?? null }, h('span', { class: 'value' }, words(protocol)))],
  ];
}

function fact(name, value, remark, observations, unit) {
  const prior = !observations;
  return [h('dt', {}, name), h('dd', {}, h('span', { class: 'value' }, value),
    remark ? h('span', { class: 'remark' }, remark) : null,
    h('span', { class: prior ? 'evidence prior' : 'evidence', title: prior ? 'Nothing was observed yet: this is the policy’s or the built-in assumption.' : null },
      prior ? 'prior' : `${exact(observations)} ${unit}${observations === 1 ? '' : 's'}`))];
}

/** Scores of the forecasting models. */
export class ModelsPanel {
  #trust = h('p', { class: 'trust' });
  #body = h('tbody', {});
  #table = h('table', { class: 'models' },
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Model'), h('th', { scope: 'col', class: 'number' }, 'Loss'),
      h('th', { scope: 'col', class: 'number', title: 'Loss over that of repeating the last value; below 1 is better' }, '÷ last value'),
      h('th', { scope: 'col', class: 'number', title: 'Forecasts that have come due and were scored' }, 'Scored'))), this.#body);
  element = h('section', { class: 'panel', id: 'models', 'aria-labelledby': 'title-models' },
    h('div', { class: 'panel-head' }, h('h2', { id: 'title-models' }, 'Forecasting models')), this.#trust, this.#table);

  show(forecast) {
    const models = forecast?.models ?? [];
    this.#trust.dataset.trusted = String(forecast?.trusted ?? false);
    rebuild(this.#trust, forecast?.trusted, () => trust(forecast));
    this.#table.hidden = models.length === 0;
    rebuild(this.#body, models, () => models.toSorted((a, b) => (a.loss ?? Infinity) - (b.loss ?? Infinity)).map(modelRow));
  }
}

function trust(forecast) {
  if (!forecast) return [icon('unknown'), h('span', {}, 'No model was scored yet.')];
  return forecast.trusted ? [icon('ok'), h('span', {}, 'Trusted: its record lets the forecast decide.')]
    : [icon('abstain'), h('span', {}, 'Not trusted yet: present rate and backlog decide.')];
}

function modelRow({ model, loss, relativeToLastValue, origins, chosen }) {
  const fill = h('span', { class: 'fill', 'data-level': relativeToLastValue > 1 ? 'over' : 'under' });
  fill.style.transform = `scaleX(${Math.min(1, (relativeToLastValue ?? 0) / 1.5).toFixed(3)})`;
  return h('tr', { 'data-chosen': chosen ? 'true' : null },
    h('th', { scope: 'row' }, h('span', { class: 'pick' }, chosen ? icon('ok') : null), h('span', {}, model), chosen ? h('span', { class: 'visually-hidden' }, ' (chosen)') : null),
    h('td', { class: 'number' }, count(loss)),
    h('td', { class: 'number' }, relativeToLastValue?.toFixed?.(2) ?? '–', h('span', { class: 'meter', 'aria-hidden': 'true' }, fill)),
    h('td', { class: 'number' }, count(origins)));
}
