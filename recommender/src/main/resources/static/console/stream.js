// Server-sent events over fetch: unlike EventSource it can send a token.

import { authorization, currentToken, refused } from './token.js';

/** Reads a stream until it ends, fails or is closed. `heard(type, data, id)` gets each event. */
export class EventReader {
  #aborting = new AbortController();
  #heard;
  onopen = () => {};
  onerror = () => {};

  constructor(address, lastId, heard) {
    this.#heard = heard;
    this.#run(address, lastId);
  }

  close() {
    this.onopen = () => {};
    this.onerror = () => {};
    this.#aborting.abort();
  }

  async #run(address, lastId) {
    try {
      const sent = currentToken();
      const headers = { accept: 'text/event-stream', ...authorization(sent), ...(lastId === null ? {} : { 'last-event-id': lastId }) };
      const response = await fetch(address, { headers, signal: this.#aborting.signal, cache: 'no-store' });
      if (response.status === 401) refused(sent);
      if (!response.ok) throw new Error(`The event stream answered ${response.status}`);
      this.onopen();
      await this.#read(response.body.pipeThrough(new TextDecoderStream()).getReader());
    } catch {
      // told below, as an end is
    }
    this.onerror();
  }

  async #read(reader) {
    let rest = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = (rest + value).replaceAll('\r\n', '\n').split('\n\n');
      rest = blocks.pop();
      blocks.forEach((block) => this.#pass(block));
    }
  }

  #pass(block) {
    const fields = { data: [] };
    for (const line of block.split('\n')) {
      const [, name, text] = /^([a-z]+): ?(.*)$/.exec(line) ?? [];
      if (name === 'data') fields.data.push(text);
      else if (name) fields[name] = text;
    }
    if (fields.data.length > 0) this.#heard(fields.event ?? 'message', fields.data.join('\n'), fields.id ?? null);
  }
}
