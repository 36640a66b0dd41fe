// All workloads: what needs attention first, everything sortable and filterable, a page at a time.

import { now } from './api.js';
import { h, icon, setText, throttled } from './dom.js';
import { emptyState } from './empty.js';
import { count, exact, rate } from './format.js';
import { COLUMNS, WorkloadRow } from './rows.js';
import { isMoving, stateOf, STATES } from './states.js';

const PAGE_ROWS = 100;
const REORDER_MILLISECONDS = 3000;

export class OverviewView {
  #watch;
  #search;
  #filter;
  #sort;
  #descending;
  #page = 0;
  #rows = new Map();
  #order = [];
  #states = new Map();
  #pointerInside = false;
  #ordered = -1;
  #listen = () => {
    // A workload more or fewer shows at once; an order that only shifted can wait for a moment when nobody is reading it.
    if (this.#ordered === this.#watch.items.size) this.#reorderSoon();
    else this.#reorder();
    this.#show();
  };
  #reorderSoon = throttled(() => {
    if (!this.#pointerInside && !this.#body.contains(document.activeElement)) this.#reorder();
    this.#show();
  }, REORDER_MILLISECONDS);
  #clock = null;

  #notice = h('div', { class: 'notice', role: 'alert', hidden: true });
  #totals = h('p', { class: 'totals' });
  #chips = h('div', { class: 'chips', role: 'group', 'aria-label': 'Show only' });
  #body = h('tbody', { role: 'rowgroup' });
  #heads = new Map();
  #pager = h('nav', { class: 'pager', 'aria-label': 'Pages' });
  #nothing = h('p', { class: 'nothing', hidden: true });
  #list;
  #empty = emptyState();
  #loading = h('p', { class: 'nothing' }, 'Reading the workloads…');

  constructor(watch, query) {
    this.#watch = watch;
    this.#readQuery(query);
    this.#list = h('div', { hidden: true }, this.#toolbar(), this.#table(), this.#nothing, this.#pager);
    this.element = h('div', { class: 'overview' },
      h('div', { class: 'page-head' }, h('h1', { tabindex: '-1' }, 'Workloads'), this.#totals),
      this.#notice, this.#loading, this.#list, this.#empty);
    watch.addEventListener('change', this.#listen);
    this.#clock = setInterval(() => this.#show(), 5000);
    this.#reorder();
    this.#show();
  }

  dispose() {
    this.#watch.removeEventListener('change', this.#listen);
    this.#reorderSoon.cancel();
    clearInterval(this.#clock);
  }

  readAddress(query) {
    this.#readQuery(query);
    this.#searchBox.value = this.#search;
    this.#reorder();
    this.#show();
  }

  #readQuery(query) {
    this.#search = query.get('q') ?? '';
    this.#filter = query.get('state') ?? 'all';
    const sort = query.get('sort') ?? 'state';
    this.#descending = sort.startsWith('-');
    this.#sort = COLUMNS.some((column) => column.key === sort.replace('-', '')) ? sort.replace('-', '') : 'state';
  }

  #searchBox = h('input', {
    type: 'search', id: 'search', placeholder: 'Name, group, topic or cluster', autocomplete: 'off', spellcheck: 'false',
    'aria-label': 'Filter workloads', 'aria-keyshortcuts': '/',
    oninput: () => {
      this.#search = this.#searchBox.value;
      this.#restart();
    },
  });

  #sortBox = h('select', {
    id: 'sort-by', onchange: () => {
      this.#sortBy(this.#sortBox.value, false);
    },
  }, COLUMNS.map((column) => h('option', { value: column.key }, column.label)));

  #toolbar() {
    this.#searchBox.value = this.#search;
    return h('div', { class: 'toolbar' }, this.#searchBox, this.#chips,
      h('label', { class: 'sort-by narrow-only' }, 'Sort by ', this.#sortBox));
  }

  #table() {
    const heads = COLUMNS.map((column) => {
      const button = h('button', { type: 'button', class: 'sort', onclick: () => this.#sortBy(column.key, this.#sort === column.key && !this.#descending) },
        h('span', {}, column.label), h('span', { class: 'direction', 'aria-hidden': 'true' }));
      const head = h('th', { scope: 'col', role: 'columnheader', class: `c-${column.key}`, title: column.hint ?? null }, button);
      this.#heads.set(column.key, head);
      return head;
    });
    const table = h('table', { class: 'workloads', role: 'table' },
      h('caption', { class: 'visually-hidden' }, 'Workloads, their state and what is recommended'),
      h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, heads)), this.#body);
    this.#body.addEventListener('pointerenter', () => { this.#pointerInside = true; });
    this.#body.addEventListener('pointerleave', () => { this.#pointerInside = false; });
    return h('div', { class: 'table-frame' }, table);
  }

  #sortBy(key, descending) {
    this.#sort = key;
    this.#descending = descending;
    this.#restart();
  }

  /** After the reader asked for something else: from the first page, and the address says so. */
  #restart() {
    this.#page = 0;
    const query = new URLSearchParams();
    if (this.#search !== '') query.set('q', this.#search);
    if (this.#filter !== 'all') query.set('state', this.#filter);
    if (this.#sort !== 'state' || this.#descending) query.set('sort', (this.#descending ? '-' : '') + this.#sort);
    const text = query.toString();
    history.replaceState(null, '', text === '' ? '#/' : `#/?${text}`);
    this.#reorder();
    this.#show();
  }

  #reorder() {
    const moment = now();
    this.#states = new Map([...this.#watch.items.values()].map((item) => [item.name, stateOf(item, moment)]));
    const column = COLUMNS.find(({ key }) => key === this.#sort);
    const direction = this.#descending ? -1 : 1;
    const keyed = [...this.#watch.items.values()].filter((item) => this.#passes(item))
      .map((item) => ({ name: item.name, key: column.sortKey(item, this.#states.get(item.name)) }));
    keyed.sort((a, b) => direction * compare(a.key, b.key) || collator.compare(a.name, b.name));
    this.#order = keyed.map(({ name }) => name);
    this.#ordered = this.#watch.items.size;
  }

  #passes(item) {
    if (this.#filter === 'moving' ? !isMoving(item) : this.#filter !== 'all' && this.#states.get(item.name) !== this.#filter) return false;
    const wanted = this.#search.trim().toLowerCase();
    return wanted === '' || [item.name, item.group, item.cluster, ...(item.topics ?? [])].some((text) => text?.toLowerCase().includes(wanted));
  }

  #show() {
    const { items, loaded, problem } = this.#watch;
    this.#showProblem(problem);
    this.#loading.hidden = loaded || problem !== null;
    this.#empty.hidden = !loaded || items.size > 0;
    this.#list.hidden = !loaded || items.size === 0;
    const moment = now();
    this.#states = new Map([...items.values()].map((item) => [item.name, stateOf(item, moment)]));
    this.#showTotals([...items.values()]);
    this.#showChips([...items.values()]);
    this.#showHeads();
    this.#showRows(items, moment);
    this.#showPager();
  }

  #showProblem(problem) {
    this.#notice.hidden = problem === null;
    if (problem === null) return;
    const text = this.#watch.loaded ? `${problem.message} Shown is what was known last.` : problem.message;
    if (this.#notice.dataset.text === text) return;
    this.#notice.dataset.text = text;
    this.#notice.replaceChildren(icon('late'), h('span', {}, text), h('button', { type: 'button', onclick: () => this.#watch.refresh() }, 'Try again'));
  }

  #showTotals(items) {
    const sum = (of) => items.reduce((total, item) => total + (of(item.status ?? {}) ?? 0), 0);
    const current = sum((status) => status.currentReplicas);
    const desired = sum((status) => status.desiredReplicas ?? status.currentReplicas);
    const produced = sum((status) => status.productionRate);
    this.#totals.hidden = items.length === 0;
    if (items.length === 0) return;
    setText(this.#totals, `${exact(current)} replicas running, ${exact(desired)} recommended · ${rate(produced)} produced`);
  }

  #showChips(items) {
    const counts = { all: items.length, moving: items.filter(isMoving).length };
    for (const state of this.#states.values()) counts[state] = (counts[state] ?? 0) + 1;
    const kinds = [['all', 'All', null], ...Object.entries(STATES).map(([state, { label, hint }]) => [state, label, hint]),
      ['moving', 'To move', 'The recommendation differs from what runs.']];
    const wanted = kinds.filter(([kind]) => kind === 'all' || kind === this.#filter || counts[kind] > 0);
    const signature = JSON.stringify([this.#filter, wanted.map(([kind]) => [kind, counts[kind]])]);
    if (this.#chips.dataset.signature === signature) return;
    const focused = this.#chips.contains(document.activeElement) ? document.activeElement.dataset.kind : null;
    this.#chips.dataset.signature = signature;
    this.#chips.replaceChildren(...wanted.map(([kind, label, hint]) => this.#chip(kind, label, hint, counts[kind] ?? 0)));
    if (focused) this.#chips.querySelector(`[data-kind="${focused}"]`)?.focus();
  }

  #chip(kind, label, hint, number) {
    return h('button', {
      type: 'button', class: 'chip', 'data-kind': kind, 'data-state': kind, title: hint, 'aria-pressed': String(kind === this.#filter),
      onclick: () => {
        this.#filter = this.#filter === kind ? 'all' : kind;
        this.#restart();
      },
    }, kind === 'all' ? null : icon(kind === 'moving' ? 'out' : kind), h('span', {}, label), h('span', { class: 'number' }, count(number)));
  }

  #showHeads() {
    this.#sortBox.value = this.#sort;
    for (const [key, head] of this.#heads) {
      const sorted = key === this.#sort;
      head.setAttribute('aria-sort', sorted ? (this.#descending ? 'descending' : 'ascending') : 'none');
    }
  }

  // Rows are kept by name and only their changed texts are written: no flicker, and the focus stays where it is.
  #showRows(items, moment) {
    const names = this.#order.filter((name) => items.has(name)).slice(this.#page * PAGE_ROWS, (this.#page + 1) * PAGE_ROWS);
    const shown = new Set(names);
    for (const [name, row] of this.#rows) {
      if (!shown.has(name)) {
        row.element.remove();
        this.#rows.delete(name);
      }
    }
    names.forEach((name, index) => {
      const row = this.#rows.get(name) ?? new WorkloadRow(name);
      this.#rows.set(name, row);
      row.show(items.get(name), this.#states.get(name), moment);
      if (this.#body.children[index] !== row.element) this.#body.insertBefore(row.element, this.#body.children[index] ?? null);
    });
    this.#nothing.hidden = names.length > 0;
    setText(this.#nothing, 'No workload matches the filter.');
  }

  #showPager() {
    const total = this.#order.length;
    const pages = Math.ceil(total / PAGE_ROWS);
    this.#page = Math.min(this.#page, Math.max(0, pages - 1));
    this.#pager.hidden = pages < 2;
    const signature = `${this.#page}/${total}`;
    if (this.#pager.dataset.signature === signature) return;
    this.#pager.dataset.signature = signature;
    const from = this.#page * PAGE_ROWS + 1;
    this.#pager.replaceChildren(
      this.#turn('back', 'Previous page', this.#page === 0, -1),
      h('span', {}, `${exact(from)} to ${exact(Math.min(total, from + PAGE_ROWS - 1))} of ${exact(total)}`),
      this.#turn('forward', 'Next page', this.#page >= pages - 1, 1));
  }

  #turn(shape, label, disabled, by) {
    return h('button', {
      type: 'button', class: 'quiet', 'aria-label': label, disabled, 'data-turn': by,
      onclick: () => {
        this.#page += by;
        this.#show();
        this.#pager.querySelector(`[data-turn="${by}"]:enabled`)?.focus();
        this.element.scrollIntoView({ block: 'start' });
      },
    }, icon(shape));
  }
}

const collator = new Intl.Collator(undefined, { numeric: true });

/** Unknown sorts last in either direction's natural reading: it is the smallest. */
function compare(a, b) {
  if (typeof a === 'string') return collator.compare(a, b);
  return (a ?? -Infinity) === (b ?? -Infinity) ? 0 : (a ?? -Infinity) - (b ?? -Infinity);
}
