// Where a workload's forecasting models come from.

import { h, rebuild, setText } from './dom.js';
import { clock, exact, instant, parseDuration, seconds, utc } from './format.js';

/** Every model of the forecaster: what learned it, from which samples, with which choices, and where it counts most. */
export class OriginsPanel {
  #sentence = h('p', { class: 'remark' });
  #body = h('tbody', {});
  #table = h('table', { class: 'models' }, h('thead', {}, h('tr', {},
    h('th', { scope: 'col' }, 'Model'),
    h('th', { scope: 'col' }, 'Fitted on'),
    h('th', { scope: 'col', class: 'number', title: 'The largest of its shares in the combination’s median' }, 'Counts at most'))), this.#body);
  #frame = h('details', { class: 'data', hidden: true }, h('summary', {}, 'Every model'), this.#table);
  element = h('section', { class: 'panel', id: 'origins', 'aria-labelledby': 'title-origins' },
    h('div', { class: 'panel-head' }, h('h2', { id: 'title-origins' }, 'Where the models come from')), this.#sentence, this.#frame);

  show(answer) {
    const models = answer?.models ?? [];
    this.#frame.hidden = models.length === 0;
    setText(this.#sentence, sentence(models));
    rebuild(this.#body, models, () => models.map(row));
  }
}

function sentence(models) {
  const fitted = models.filter(({ training }) => training);
  if (models.length === 0) return 'No model has seen a sample yet.';
  if (fitted.length === 0) return `${exact(models.length)} models, none fitted yet: until then simple ones answer.`;
  const { training } = fitted.reduce((finest, model) => (model.training.samples > finest.training.samples ? model : finest));
  return `${exact(models.length)} models, ${exact(fitted.length)} of them fitted on up to ${exact(training.samples)} samples from ${at(training.from)} to ${at(training.to)}. `
    + 'Each counts for as much as its record has earned.';
}

const at = (time) => clock(instant(time), false);

function row(model) {
  return h('tr', { 'data-model': model.model, 'data-step': model.step },
    h('th', { scope: 'row' }, h('span', {}, model.model), h('small', { class: 'remark' }, ` steps of ${seconds(parseDuration(model.step))}`)),
    h('td', {}, fittedOn(model), details(model), model.remark ? h('p', { class: 'remark' }, model.remark) : null),
    h('td', { class: 'number' }, most(model.weights ?? [])));
}

function fittedOn({ training, learner }) {
  const by = h('span', { title: learner }, learner.slice(learner.lastIndexOf('.') + 1));
  if (!training) return [by, ', nothing'];
  return [by, ', ', h('span', { title: `${utc(instant(training.from))} to ${utc(instant(training.to))} UTC` }, `${exact(training.samples)} samples to ${at(training.to)}`)];
}

function details({ choices, seed, provenance }) {
  const facts = [...choices.map(({ name, value }) => [name, value]), ...(typeof seed === 'number' ? [['seed', String(seed)]] : []), ...(provenance ? [['provenance', provenance]] : [])];
  if (facts.length === 0) return null;
  return h('details', {}, h('summary', {}, facts.length === 1 ? '1 choice' : `${facts.length} choices`),
    h('dl', { class: 'choices' }, facts.map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])));
}

function most(weights) {
  if (weights.length === 0) return 'not scored';
  const { weight, to } = weights.reduce((largest, each) => (each.weight > largest.weight ? each : largest));
  return `${Math.round(100 * weight)} % at ${seconds(parseDuration(to))}`;
}
