// How a workload's forecasting models do, by how far ahead they look.

import { h, icon, rebuild } from './dom.js';
import { count, exact, parseDuration, seconds, UNKNOWN } from './format.js';

const COMBINATION = 'combination';
const LAST_VALUE = 'last value';

/** Looked at first: about when a move decided now pays or does not. */
const USUAL_LEAD_SECONDS = 300;

/** Relative losses are drawn up to this; two thirds of the meter, its mark, are 1. */
const WORST_DRAWN = 1.5;

/** Records of the forecasting models: the reader chooses how far ahead. */
export class ModelsPanel {
  #ranges = [];
  #chosen = null;
  #trust = h('p', { class: 'trust' });
  #select = h('select', { id: 'lead', onchange: () => this.#choose(this.#select.value) });
  #lead = h('label', { class: 'lead', hidden: true }, h('span', {}, 'Looking ahead'), this.#select);
  #answer = h('p', { class: 'answer' });
  #body = h('tbody', {});
  #table = h('table', { class: 'models' }, h('thead', {}, h('tr', {},
    h('th', { scope: 'col' }, 'Model'),
    h('th', { scope: 'col', class: 'number', title: 'Share in the combination’s median' }, 'Weight'),
    h('th', { scope: 'col', class: 'number', title: 'Mean pinball loss over the median and the levels above it, in records per second; smaller is better' }, 'Loss'),
    h('th', { scope: 'col', class: 'number', title: 'Loss over that of repeating the last value; below 1 is better' }, '÷ last value'))), this.#body);
  #levels = h('tbody', {});
  #coverage = h('table', { class: 'coverage' },
    h('caption', {}, 'Outcomes at or below the combination’s quantiles'),
    h('thead', { class: 'visually-hidden' }, h('tr', {}, h('th', { scope: 'col' }, 'Quantile'), h('th', { scope: 'col' }, 'Outcomes at or below it'))), this.#levels);
  #content = h('div', { hidden: true }, this.#answer, this.#table, this.#coverage);
  element = h('section', { class: 'panel', id: 'models', 'aria-labelledby': 'title-models' },
    h('div', { class: 'panel-head' }, h('h2', { id: 'title-models' }, 'Forecasting models'), this.#lead), this.#trust, this.#content);

  show(forecast) {
    this.#ranges = rangesOf(forecast?.models ?? []);
    this.#trust.dataset.trusted = String(forecast?.trusted ?? false);
    rebuild(this.#trust, { known: Boolean(forecast), trusted: forecast?.trusted }, () => trust(forecast));
    const none = this.#ranges.length === 0;
    this.#lead.hidden = none;
    this.#content.hidden = none;
    if (!none) this.#showRange();
  }

  #choose(key) {
    this.#chosen = key;
    this.#showRange();
  }

  #showRange() {
    const range = this.#ranges.find(({ key }) => key === this.#chosen) ?? usual(this.#ranges);
    rebuild(this.#select, this.#ranges.map(({ key }) => key), () => this.#ranges.map(({ key, label }) => h('option', { value: key }, label)));
    this.#select.value = range.key;
    const combination = range.models.find(({ model }) => model === COMBINATION);
    rebuild(this.#answer, range, () => answer(range.models, combination));
    rebuild(this.#body, range, () => range.models.toSorted(byLoss).map(modelRow));
    this.#coverage.hidden = !combination;
    rebuild(this.#levels, combination?.levels, () => (combination?.levels ?? []).map(levelRow));
  }
}

/** The models by range of leads, nearest first. */
function rangesOf(models) {
  const ranges = new Map();
  for (const model of models) {
    const key = `${model.from}/${model.to}`;
    if (!ranges.has(key)) ranges.set(key, { key, label: rangeLabel(model), until: parseDuration(model.to) ?? 0, models: [] });
    ranges.get(key).models.push(model);
  }
  return [...ranges.values()].sort((a, b) => a.until - b.until);
}

const rangeLabel = ({ from, to }) => (from === to ? span(to) : `${span(from)} to ${span(to)}`);

/** Leads are exact: 1 min, 1 h 15 min, 3 d 2 h. */
function span(duration) {
  const length = parseDuration(duration);
  return length >= 60 && length < 7200 && length % 60 === 0
    ? [length >= 3600 ? '1 h' : '', length % 3600 ? `${(length % 3600) / 60} min` : ''].filter(Boolean).join(' ') : seconds(length);
}

const usual = (ranges) => ranges.find(({ until }) => until >= USUAL_LEAD_SECONDS) ?? ranges.at(-1);

/** The combination before what it is made of, then the best first. */
const byLoss = (a, b) => (b.model === COMBINATION) - (a.model === COMBINATION) || (a.loss ?? Infinity) - (b.loss ?? Infinity);

function trust(forecast) {
  if (!forecast) return [icon('unknown'), h('span', {}, 'No model was scored yet.')];
  return forecast.trusted ? [icon('ok'), h('span', {}, 'Trusted: its record lets the forecast decide.')]
    : [icon('abstain'), h('span', {}, 'Not trusted yet: present rate and backlog decide.')];
}

function answer(models, combination) {
  const { model, origins } = models.find(({ chosen }) => chosen) ?? {};
  const scored = h('span', { class: 'scored' }, `${exact(origins ?? models[0].origins)} scored`);
  if (model === LAST_VALUE) {
    return [icon('abstain'), h('span', {}, h('strong', {}, 'The last value answers'), `: the combination has not proved better${compared(combination)}.`), scored];
  }
  return [icon('ok'), h('span', {}, h('strong', {}, model === COMBINATION ? 'The combination answers' : `“${model}” answers`), compared(combination), '.'), scored];
}

function compared(combination) {
  const relative = combination?.relativeToLastValue;
  if (typeof relative !== 'number') return '';
  const percent = Math.round(Math.abs(1 - relative) * 100);
  return percent === 0 ? ', as good as the last value' : `, ${percent} % ${relative < 1 ? 'less' : 'more'} loss than the last value`;
}

function modelRow({ model, loss, relativeToLastValue, weight, chosen }) {
  return h('tr', { 'data-chosen': chosen ? 'true' : null },
    h('th', { scope: 'row' }, h('span', { class: 'model-name' }, h('span', { class: 'pick' }, chosen ? icon('ok') : null), h('span', {}, model), chosen ? h('span', { class: 'visually-hidden' }, ' (answers)') : null)),
    h('td', { class: 'number' }, model === COMBINATION ? '' : [percents(weight, 0), meter('share', weight)]),
    h('td', { class: 'number' }, count(loss)),
    h('td', { class: 'number' }, relativeToLastValue?.toFixed?.(2) ?? UNKNOWN,
      meter(relativeToLastValue > 1 ? 'over' : 'under', (relativeToLastValue ?? 0) / WORST_DRAWN)));
}

function levelRow({ level, coverage }) {
  const bar = meter('share', coverage);
  bar.style.setProperty('--mark', `${(100 * level).toFixed(1)}%`);
  return h('tr', {}, h('th', { scope: 'row' }, percents(level, 1)), h('td', { class: 'number' }, percents(coverage, 1)), h('td', { class: 'drawn' }, bar));
}

const percents = (share, digits) => (typeof share === 'number' ? `${(100 * share).toFixed(digits).replace(/\.0$/, '')} %` : UNKNOWN);

function meter(kind, share) {
  const fill = h('span', { class: 'fill', 'data-level': kind });
  fill.style.transform = `scaleX(${Math.max(0, Math.min(1, share ?? 0)).toFixed(3)})`;
  return h('span', { class: 'meter', 'data-kind': kind, 'aria-hidden': 'true' }, fill);
}
