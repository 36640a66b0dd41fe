// The workloads as last known: one list, kept current by events and by asking again now and then.

import { api } from './api.js';
import { throttled } from './dom.js';

const MANY = 1000;
const REFRESH_SECONDS = { live: 30, liveMany: 120, polling: 10, pollingMany: 30 };

/** Raises `change` (at most every 250 ms) when anything in `items` differs, `recommendation` for each one heard. */
export class Watch extends EventTarget {
  /** Workloads by name. */
  items = new Map();
  /** Whether the list was ever read. */
  loaded = false;
  /** Why the newest attempt to read the list failed, or null. */
  problem = null;

  #live;
  #timer = null;
  #reading = false;
  /** Whether somebody asked while it was read: what comes may be from before that. */
  #again = false;
  #changed = throttled(() => this.dispatchEvent(new Event('change')), 250);
  #heardOfStranger = throttled(() => this.refresh(), 2000);

  constructor(live) {
    super();
    this.#live = live;
    live.addEventListener('workload', ({ detail }) => this.#heardWorkload(detail));
    live.addEventListener('recommendation', ({ detail }) => this.#heardRecommendation(detail));
    live.addEventListener('state', ({ detail }) => {
      if (detail.state !== detail.before) this.refresh();
    });
  }

  /** Nothing is known any more. */
  forget() {
    this.items = new Map();
    this.loaded = false;
    this.problem = null;
    this.#changed();
  }

  async refresh() {
    if (this.#reading) {
      this.#again = true;
      return;
    }
    this.#reading = true;
    clearTimeout(this.#timer);
    try {
      const { items = [] } = await api.workloads();
      this.items = new Map(items.map((item) => [item.name, item]));
      this.loaded = true;
      this.problem = null;
    } catch (problem) {
      this.problem = problem;
    }
    this.#reading = false;
    const waitSeconds = this.#again ? 0 : this.#intervalSeconds();
    this.#again = false;
    this.#timer = setTimeout(() => this.refresh(), waitSeconds * 1000);
    this.#changed();
  }

  #intervalSeconds() {
    const many = this.items.size > MANY ? 'Many' : '';
    return REFRESH_SECONDS[(this.#live.state === 'live' ? 'live' : 'polling') + many];
  }

  #heardWorkload(workload) {
    if (!this.loaded || !workload?.name) return;
    if (workload.removed) this.items.delete(workload.name);
    else this.items.set(workload.name, { ...this.items.get(workload.name), ...workload });
    this.#changed();
  }

  #heardRecommendation(recommendation) {
    const known = this.items.get(recommendation?.workload);
    if (!known) {
      if (this.loaded && recommendation?.workload) this.#heardOfStranger();
      return;
    }
    const { currentReplicas, desiredReplicas, action, reason } = recommendation;
    const status = { ...known.status, desiredReplicas, action, reasonCode: reason?.code ?? null };
    if (typeof currentReplicas === 'number') status.currentReplicas = currentReplicas;
    this.items.set(known.name, { ...known, status });
    this.dispatchEvent(new CustomEvent('recommendation', { detail: recommendation }));
    this.#changed();
  }
}
