// What the page of one workload needs from the service: each answer asked for on its own, again when something happened, and not too often.

import { api, now, Problem } from './api.js';
import { throttled } from './dom.js';
import { instant, parseDuration } from './format.js';
import { LEVELS } from './charts/production.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Ranges to look back over: length, resolution, and how soon new data is worth a new question. */
export const RANGES = {
  '15m': { label: '15 min', length: 15 * MINUTE, step: 'PT15S', soonest: 3 },
  '1h': { label: '1 h', length: HOUR, step: 'PT15S', soonest: 5 },
  '6h': { label: '6 h', length: 6 * HOUR, step: 'PT1M', soonest: 15 },
  '24h': { label: '24 h', length: 24 * HOUR, step: 'PT5M', soonest: 30 },
  '7d': { label: '7 d', length: 168 * HOUR, step: 'PT1H', soonest: 60 },
};

/** Horizons to look ahead over. Past of at least the same length is shown with them: a day is judged against a day. */
export const HORIZONS = {
  '30m': { label: '30 min', length: 30 * MINUTE, ask: 'PT30M', past: '15m', soonest: 10 },
  '24h': { label: '24 h', length: 24 * HOUR, ask: 'PT24H', past: '24h', soonest: 60 },
  '7d': { label: '7 d', length: 168 * HOUR, ask: 'P7D', past: '7d', soonest: 120 },
};

/** One answer of the service, the newest good one kept. */
class Source {
  value = null;
  problem = null;
  answered = false;
  #load;
  #soonestSeconds;
  #latestSeconds;
  #askedAt = -Infinity;
  #wanted = true;
  #abort = null;

  constructor(load, soonestSeconds, latestSeconds) {
    this.#load = load;
    this.#soonestSeconds = soonestSeconds;
    this.#latestSeconds = latestSeconds;
  }

  want() {
    this.#wanted = true;
  }

  /** Asks at once at the next tick, an answer under way is dropped. */
  restart() {
    this.#abort?.abort();
    this.#abort = null;
    this.#askedAt = -Infinity;
  }

  isDue(time) {
    const restSeconds = (time - this.#askedAt) / 1000;
    return this.#abort === null && (restSeconds >= this.#latestSeconds() || (this.#wanted && restSeconds >= this.#soonestSeconds()));
  }

  async refresh(time, done) {
    const abort = new AbortController();
    this.#abort = abort;
    this.#askedAt = time;
    this.#wanted = false;
    try {
      const value = await this.#load(abort.signal);
      if (this.#abort !== abort) return;
      this.value = value;
      this.problem = null;
    } catch (failure) {
      if (this.#abort !== abort) return;
      this.problem = failure instanceof Problem ? failure : new Problem(0, 'The answer could not be read', failure.message);
      // A refusal is an answer: what was in force no longer is. A network failure says nothing new.
      if (this.problem.status > 0) this.value = null;
    }
    this.#abort = null;
    this.answered = true;
    done();
  }
}

/** Everything about one workload. Raises `change` when an answer arrived. */
export class WorkloadSources extends EventTarget {
  range = '1h';
  horizon = '30m';
  /** End of the window when it does not follow the present, in milliseconds. */
  fixedEnd = null;

  #name;
  #timer;
  #newestSampleAt = null;
  #changed = throttled(() => this.dispatchEvent(new Event('change')), 100);

  constructor(name) {
    super();
    this.#name = name;
    const rangeSoonest = () => RANGES[this.range].soonest;
    const pastSoonest = () => RANGES[this.past()].soonest;
    this.recommendation = new Source((signal) => api.recommendation(name, { signal }), () => 1, () => 15);
    this.workload = new Source((signal) => api.workload(name, { signal }), () => 2, () => 15);
    this.explanation = new Source((signal) => api.explanation(name, { signal }), () => 5, () => 30);
    this.models = new Source((signal) => api.models(name, { signal }), () => 60, () => 120);
    this.ledger = new Source((signal) => this.#loadLedger(signal), () => Math.max(5, rangeSoonest()), () => 60);
    this.history = new Source((signal) => this.#loadHistory(this.range, signal), rangeSoonest, () => Math.max(15, rangeSoonest()));
    this.production = new Source((signal) => this.#loadHistory(this.past(), signal), pastSoonest, () => Math.max(15, pastSoonest()));
    this.forecast = new Source((signal) => this.#loadForecast(signal), () => HORIZONS[this.horizon].soonest, () => 60);
  }

  get all() {
    return [this.workload, this.recommendation, this.history, this.production, this.forecast, this.explanation, this.models, this.ledger];
  }

  start() {
    this.#timer = setInterval(() => this.#tick(), 500);
    this.#tick();
  }

  dispose() {
    clearInterval(this.#timer);
    this.#changed.cancel();
    this.all.forEach((source) => source.restart());
  }

  /** Something happened to the workload. */
  stir() {
    this.all.forEach((source) => source.want());
  }

  retry() {
    this.all.forEach((source) => source.restart());
    this.stir();
    this.#tick();
  }

  setRange(range) {
    this.range = range;
    this.#again(this.history, this.production, this.ledger);
  }

  setHorizon(horizon) {
    this.horizon = horizon;
    this.#again(this.production, this.forecast);
  }

  /** @param end milliseconds, or null to follow the present */
  setEnd(end) {
    this.fixedEnd = end;
    this.#again(this.history, this.production, this.ledger);
  }

  #again(...sources) {
    sources.forEach((source) => {
      source.restart();
      source.want();
    });
    this.#tick();
    this.#changed();
  }

  #tick() {
    if (document.visibilityState === 'hidden' && this.workload.answered) return;
    const time = performance.now();
    const isUnknown = this.workload.problem?.status === 404;
    for (const source of isUnknown ? [this.workload] : this.all) {
      if (source.isDue(time)) source.refresh(time, this.#changed);
    }
  }

  noteSample(time) {
    this.#newestSampleAt = time;
  }

  /** End of what is shown: the present, or the last sample where samples carry a time of their own (replays, stopped collection). */
  end(length = RANGES[this.range].length) {
    if (this.fixedEnd !== null) return this.fixedEnd;
    const present = now();
    const sampled = this.#newestSampleAt;
    return sampled !== null && (present - sampled > length || sampled - present > MINUTE) ? sampled : present;
  }

  window(range = this.range) {
    const { length } = RANGES[range];
    const to = this.end(length);
    return { from: to - length, to };
  }

  /** The range of the past shown beside the forecast: the longer of the two choices. */
  past() {
    const least = HORIZONS[this.horizon].past;
    return RANGES[least].length > RANGES[this.range].length ? least : this.range;
  }

  async #loadHistory(range, signal) {
    const { from, to } = this.window(range);
    const { step } = RANGES[range];
    const answer = await api.history(this.#name, { signal, query: { from: iso(from), to: iso(to), step } });
    const points = (answer.points ?? []).map((point) => ({ ...point, at: instant(point.time) })).filter((point) => point.at !== null);
    // Old history may be kept in longer steps than were asked for.
    const spacing = points.length > 1 ? points[1].at - points[0].at : parseDuration(step) * 1000;
    return { points: observed(points), step: spacing };
  }

  async #loadForecast(signal) {
    const answer = await api.forecast(this.#name, { signal, query: { horizon: HORIZONS[this.horizon].ask, quantiles: LEVELS.join(',') } });
    const origin = instant(answer.origin);
    const step = parseDuration(answer.step) * 1000;
    const count = Math.max(0, ...answer.quantiles.map(({ values }) => values.length));
    const points = Array.from({ length: count }, (_, i) => ({ at: origin + i * step, byLevel: new Map(answer.quantiles.map(({ level, values }) => [level, values[i]])) }));
    return { origin, step, points, model: answer.model, horizon: this.horizon };
  }

  async #loadLedger(signal) {
    const { from, to } = this.window();
    return (await api.recommendations(this.#name, { signal, query: { from: iso(from), to: iso(to + 1000), limit: 250 } })).items ?? [];
  }
}

/** Steps at the end that may still be empty because the next sample is due, not because one is missing. */
const STEPS_STILL_OPEN = 4;

/** Without the time before anything was seen and the steps that are not over yet: neither is a gap. */
function observed(points) {
  const isKnown = (point) => ['productionRate', 'lagRecords', 'currentReplicas', 'desiredReplicas'].some((field) => typeof point[field] === 'number');
  const first = points.findIndex(isKnown);
  const last = points.findLastIndex(isKnown);
  if (first < 0) return [];
  return points.slice(first, points.length - 1 - last <= STEPS_STILL_OPEN ? last + 1 : points.length);
}

const iso = (time) => new Date(time).toISOString();
