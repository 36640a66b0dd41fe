// Server-sent events with a visible state: connecting, live, or polling while it waits to connect again.

import { EventReader } from './stream.js';

const FIRST_WAIT_SECONDS = 1;
const LONGEST_WAIT_SECONDS = 30;

/** The event stream. Raises `state`, `recommendation` and `workload` events; `detail` carries the data. */
export class Live extends EventTarget {
  #source = null;
  #failures = 0;
  #timer = null;
  #address;
  #lastId = null;
  state = 'connecting';
  /** When the next attempt is made, in milliseconds of this computer's clock; only while polling. */
  retryAt = null;

  constructor(address) {
    super();
    this.#address = address;
    addEventListener('online', () => this.#retryNow());
    // A stream over a network that is gone stays silent for minutes before it fails by itself.
    addEventListener('offline', () => this.#lost(this.#source));
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') this.#retryNow();
    });
  }

  connect() {
    clearTimeout(this.#timer);
    this.#source?.close();
    const source = new EventReader(this.#address, this.#lastId, (type, data, id) => this.#pass(type, data, id));
    this.#source = source;
    source.onopen = () => {
      this.#failures = 0;
      this.#become('live', null);
    };
    source.onerror = () => this.#lost(source);
  }

  #pass(type, data, id) {
    this.#lastId = id ?? this.#lastId;
    if (type === 'reset') return; // whoever lists things reads them again when the stream is back
    try {
      this.dispatchEvent(new CustomEvent(type, { detail: JSON.parse(data) }));
    } catch (failure) {
      console.warn(`Left out a ${type} event that is not JSON`, failure);
    }
  }

  #lost(source) {
    if (source === null || source !== this.#source) return;
    source.close();
    this.#source = null;
    const ceiling = Math.min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2 ** this.#failures);
    this.#failures += 1;
    const waitMilliseconds = ceiling * 1000 * (0.75 + Math.random() / 4);
    this.#timer = setTimeout(() => this.connect(), waitMilliseconds);
    this.#become('polling', Date.now() + waitMilliseconds);
  }

  #retryNow() {
    if (this.#source === null) this.connect();
  }

  #become(state, retryAt) {
    const before = this.state;
    this.state = state;
    this.retryAt = retryAt;
    this.dispatchEvent(new CustomEvent('state', { detail: { before, state } }));
  }
}
