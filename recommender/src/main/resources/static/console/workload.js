// The page of one workload.

import { now } from './api.js';
import { AdvicePanel, WorkloadHead } from './advice.js';
import { LearnedPanel } from './beliefs.js';
import { costsFigure, drawCosts } from './charts/costs.js';
import { drawLag, drawLagTime, lagFigure, lagTimeFigure } from './charts/lag.js';
import { drawProduction, productionFigure } from './charts/production.js';
import { drawReplicas, replicasFigure } from './charts/replicas.js';
import { h, icon, segmented, throttled } from './dom.js';
import { clock, instant, words } from './format.js';
import { LedgerPanel, movesOf } from './ledger.js';
import { ModelsPanel } from './models.js';
import { OriginsPanel } from './origins.js';
import { HORIZONS, RANGES, WorkloadSources } from './sources.js';
import { actionOf, objectiveSeconds, STALE_AFTER_MILLISECONDS } from './states.js';

const options = (choices) => Object.entries(choices).map(([key, { label }]) => [key, label]);

export class WorkloadView {
  #name;
  #sources;
  #listening = new AbortController();
  #announce;
  #announced = null;

  #notice = h('div', { class: 'notice', role: 'alert', hidden: true });
  #head;
  #advice = new AdvicePanel();
  #ledger = new LedgerPanel();
  #learned = new LearnedPanel();
  #models = new ModelsPanel();
  #origins = new OriginsPanel();
  #figures;
  #content;
  #drawSoon = throttled(() => this.#showCharts(), 400);
  #follow = h('button', { type: 'button', class: 'follow', id: 'follow', onclick: () => this.#setEnd(this.#sources.fixedEnd === null ? this.#sources.end() : null) }, 'Follow');
  #forward = h('button', { type: 'button', class: 'quiet', 'aria-label': 'Later', onclick: () => this.#shift(1) }, icon('forward'));
  #span = h('span', { class: 'span' });

  constructor(name, watch, live, query, announce) {
    this.#name = name;
    this.#announce = announce;
    this.#sources = new WorkloadSources(name);
    if (RANGES[query.get('range')]) this.#sources.range = query.get('range');
    if (HORIZONS[query.get('horizon')]) this.#sources.horizon = query.get('horizon');
    this.#head = new WorkloadHead(name);
    this.#figures = {
      production: productionFigure(segmented('horizon', 'Forecast horizon', options(HORIZONS), this.#sources.horizon, (horizon) => this.#setHorizon(horizon))),
      lagTime: lagTimeFigure(), lag: lagFigure(), replicas: replicasFigure(), costs: costsFigure(),
    };
    this.#content = this.#layout();
    this.element = h('div', { class: 'workload' }, this.#head.element, this.#notice, this.#content);
    this.#listen(watch, live);
    this.#sources.start();
    this.#show();
  }

  #layout() {
    const { production, lagTime, lag, replicas, costs } = this.#figures;
    return h('div', {}, this.#advice.element, this.#timeBar(),
      h('div', { class: 'columns' },
        h('div', { class: 'column' }, production.element, replicas.element, lagTime.element, lag.element),
        h('div', { class: 'column' }, costs.element, this.#learned.element, this.#models.element, this.#origins.element, this.#ledger.element)));
  }

  #timeBar() {
    return h('div', { class: 'time-bar', role: 'group', 'aria-label': 'Time shown' },
      segmented('range', 'Range', options(RANGES), this.#sources.range, (range) => this.#setRange(range)),
      h('div', { class: 'steps' },
        h('button', { type: 'button', class: 'quiet', 'aria-label': 'Earlier', onclick: () => this.#shift(-1) }, icon('back')), this.#forward, this.#follow),
      this.#span);
  }

  #listen(watch, live) {
    const { signal } = this.#listening;
    const stir = (event) => {
      const { detail } = event;
      if ((detail.workload ?? detail.name) !== this.#name) return;
      if (event.type === 'recommendation') this.#heard(detail);
      this.#sources.stir();
    };
    live.addEventListener('recommendation', stir, { signal });
    live.addEventListener('workload', stir, { signal });
    watch.addEventListener('change', () => this.#show(), { signal });
    this.#sources.addEventListener('change', () => {
      this.#show();
      this.#drawSoon();
    }, { signal });
    this.#watched = () => watch.items.get(this.#name);
  }

  #watched = () => undefined;

  /** The event carries the recommendation: it shows at once, without asking. */
  #heard(recommendation) {
    this.#sources.recommendation.value = recommendation;
    this.#sources.recommendation.problem = null;
    const advice = `${recommendation.action} ${recommendation.desiredReplicas}`;
    if (this.#announced !== null && this.#announced !== advice) {
      this.#announce(`${this.#name}: ${actionOf(recommendation.action).label}, ${recommendation.desiredReplicas} replicas. ${words(recommendation.reason?.code)}.`);
    }
    this.#announced = advice;
  }

  dispose() {
    this.#listening.abort();
    this.#drawSoon.cancel();
    this.#sources.dispose();
    Object.values(this.#figures).forEach((figure) => figure.dispose());
  }

  readAddress() {}

  #setRange(range) {
    this.#sources.setRange(range);
    this.#writeAddress();
  }

  #setHorizon(horizon) {
    this.#sources.setHorizon(horizon);
    this.#writeAddress();
  }

  #setEnd(end) {
    this.#sources.setEnd(end);
    this.#show();
  }

  /** Steps by half the range; stepping past the present follows it again. */
  #shift(direction) {
    const { length } = RANGES[this.#sources.range];
    const end = this.#sources.end() + (direction * length) / 2;
    this.#setEnd(end >= now() - 1000 ? null : end);
  }

  #writeAddress() {
    const query = new URLSearchParams();
    if (this.#sources.range !== '1h') query.set('range', this.#sources.range);
    if (this.#sources.horizon !== '30m') query.set('horizon', this.#sources.horizon);
    const text = query.toString();
    history.replaceState(null, '', `#/workloads/${encodeURIComponent(this.#name)}${text === '' ? '' : `?${text}`}`);
  }

  #show() {
    const { workload: asked, recommendation, explanation, models, ledger } = this.#sources;
    if (asked.problem?.status === 404) return this.#showUnknown();
    this.#content.hidden = false;
    this.#showNotice();
    const workload = this.#workload();
    if (workload) {
      this.#sources.noteSample(instant(workload.status?.lastSampleAt));
      this.#head.show(workload);
    }
    this.#advice.show(workload, recommendation.value, recommendation.problem);
    this.#showTimeBar();
    if (explanation.answered) {
      this.#learned.show(explanation.value?.learned, explanation.value?.partitions);
      this.#models.show(explanation.value?.forecast);
    }
    if (models.answered) this.#origins.show(models.value);
    if (ledger.answered) this.#ledger.show(ledger.value, ledger.problem);
  }

  /** The newer of what the list and the workload's own address said. */
  #workload() {
    const watched = this.#watched();
    const asked = this.#sources.workload.value;
    if (!watched || !asked) return watched ?? asked;
    return (instant(watched.status?.lastSampleAt) ?? 0) > (instant(asked.status?.lastSampleAt) ?? 0) ? watched : asked;
  }

  #showUnknown() {
    this.#content.hidden = true;
    this.#tell(`There is no workload called ${this.#name}.`, null);
  }

  #showNotice() {
    const { workload, history: past } = this.#sources;
    const problem = workload.problem ?? past.problem;
    if (problem) return this.#tell(`${problem.message}${problem.status === 0 ? '' : ' Shown is what was known last.'}`, () => this.#sources.retry());
    const sampledAt = instant(this.#workload()?.status?.lastSampleAt);
    if (sampledAt !== null && now() - sampledAt > STALE_AFTER_MILLISECONDS) {
      return this.#tell(`The last sample is from ${clock(sampledAt)}: what is shown is old. Is the collector running, and does the broker answer?`, null, 'stale');
    }
    this.#notice.hidden = true;
    this.#notice.dataset.text = '';
  }

  #tell(text, retry, shape = 'late') {
    this.#notice.hidden = false;
    if (this.#notice.dataset.text === text) return;
    this.#notice.dataset.text = text;
    this.#notice.dataset.kind = shape;
    this.#notice.replaceChildren(icon(shape), h('span', {}, text), ...(retry ? [h('button', { type: 'button', onclick: retry }, 'Try again')] : []));
  }

  #showTimeBar() {
    const follows = this.#sources.fixedEnd === null;
    this.#follow.setAttribute('aria-pressed', String(follows));
    this.#forward.disabled = follows;
    const { from, to } = this.#sources.window();
    this.#span.textContent = follows ? '' : `${clock(from, false)} to ${clock(to, false)}`;
  }

  #showCharts() {
    const { history: past, production, forecast, explanation, ledger } = this.#sources;
    const workload = this.#workload();
    const { production: productionChart, lagTime, lag, replicas, costs } = this.#figures;
    if (production.value) this.#drawProduction(productionChart, production.value, forecast);
    if (past.value) {
      const shown = { ...past.value, window: this.#sources.window() };
      drawReplicas(replicas, { ...shown, moves: movesOf(ledger.value ?? []), limits: [workload?.minReplicas ?? 0, workload?.maxReplicas ?? 0] });
      drawLagTime(lagTime, { ...shown, objective: workload ? objectiveSeconds(workload) : null });
      drawLag(lag, shown);
      const isEmpty = past.value.points.length === 0;
      [lagTime, lag, replicas].forEach((figure) => {
        figure.blank(isEmpty);
        figure.note(isEmpty ? 'Nothing was observed in this range.' : '');
      });
    }
    if (explanation.answered) {
      drawCosts(costs, { candidates: explanation.value?.candidates ?? [], unit: explanation.value?.unit ?? 'replica-seconds', price: workload?.price });
    }
  }

  #drawProduction(figure, { points, step }, forecast) {
    const horizon = HORIZONS[this.#sources.horizon];
    const past = this.#sources.window(this.#sources.past());
    const ahead = this.#sources.fixedEnd === null && forecast.value?.horizon === this.#sources.horizon ? forecast.value : null;
    drawProduction(figure, { points, step, forecast: ahead, window: { from: past.from, to: this.#sources.fixedEnd === null ? past.to + horizon.length : past.to } });
    figure.subtitle(ahead ? `forecast by ${ahead.model}` : '');
    figure.blank(points.length === 0 && ahead === null);
    figure.note(forecast.problem && this.#sources.fixedEnd === null ? `No forecast: ${forecast.problem.detail ?? forecast.problem.title}` : '');
  }
}
