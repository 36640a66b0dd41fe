// Server-sent events with a visible state: connecting, live, or polling while it waits to connect again.

const FIRST_WAIT_SECONDS = 1;
const LONGEST_WAIT_SECONDS = 30;

/** The event stream. Raises `state`, `recommendation` and `workload` events; `detail` carries the data. */
export class Live extends EventTarget {
  #source = null;
  #failures = 0;
  #timer = null;
  #address;
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
    const source = new EventSource(this.#address);
    this.#source = source;
    source.onopen = () => {
      this.#failures = 0;
      this.#become('live', null);
    };
    source.onerror = () => this.#lost(source);
    for (const type of ['recommendation', 'workload']) {
      source.addEventListener(type, (event) => this.#pass(type, event.data));
    }
  }

  #pass(type, data) {
    try {
      this.dispatchEvent(new CustomEvent(type, { detail: JSON.parse(data) }));
    } catch (failure) {
      console.warn(`Left out a ${type} event that is not JSON`, failure);
    }
  }

  // The browser's own retry has no backoff and no visible state, so the source is closed and opened here.
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
