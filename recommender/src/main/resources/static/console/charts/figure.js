// A chart with everything around it: title, key, note, the drawing, and the same data as a table for who cannot see it.

import { h, setText } from '../dom.js';
import { clock, utc } from '../format.js';

let library = null;
const plots = () => (library ??= import('../../webjars/echarts/dist/echarts.esm.min.js'));

const ROLES = ['text', 'muted', 'line', 'surface', 'production', 'consumption', 'forecast', 'lag', 'objective', 'current', 'desired', 'gap',
  'out', 'in', 'cost-running', 'cost-lateness', 'cost-moving'];
const TABLE_ROWS = 500;
let resolved = null;
addEventListener('themechange', () => { resolved = null; });

/** The page's colour roles as the canvas understands them. */
function colours() {
  if (resolved !== null) return resolved;
  const probe = h('span', { class: 'visually-hidden' });
  document.body.append(probe);
  resolved = {};
  for (const role of ROLES) {
    probe.style.color = `var(--${role})`;
    resolved[role] = getComputedStyle(probe).color;
  }
  probe.remove();
  return resolved;
}

/** `rgb(1, 2, 3)` with an opacity. */
export const faded = (colour, opacity) => colour.replace(/^rgba?\(([^,]+,[^,]+,[^,)]+).*$/, `rgba($1, ${opacity})`);

export class Figure {
  #plot = null;
  #build = null;
  #describe = () => [];
  #table = null;
  #canvas;
  #note = h('p', { class: 'figure-note', role: 'status' });
  #details;
  #subtitle = h('span', { class: 'subtitle' });
  #resize;
  #linked;
  #retheme = () => this.#redraw();

  /** @param keys `[word, colour role, shape of the swatch]`, drawn as the key above the chart */
  constructor({ id, title, keys = [], controls = null, height = 'tall', linked = null }) {
    this.#canvas = h('div', { class: `plot ${height}`, id: `chart-${id}`, role: 'img', 'aria-label': title });
    this.#details = h('details', { class: 'data', ontoggle: () => this.#fillTable() }, h('summary', {}, 'Data as a table'));
    this.#linked = linked;
    this.element = h('figure', { class: 'panel', 'aria-labelledby': `title-${id}` },
      h('figcaption', {}, h('div', {}, h('h2', { id: `title-${id}` }, title), this.#subtitle), controls),
      keys.length === 0 ? null : h('ul', { class: 'keys' }, keys.map(([word, role, shape]) => h('li', {}, h('i', { class: `swatch ${shape} c-${role}` }), word))),
      this.#note, this.#canvas, this.#details);
    addEventListener('themechange', this.#retheme);
    this.#resize = new ResizeObserver(() => {
      if (this.#canvas.clientHeight > 0) this.#plot?.resize();
    });
    this.#resize.observe(this.#canvas);
    this.#start();
  }

  async #start() {
    try {
      const echarts = await plots();
      if (this.#resize === null) return;
      this.#plot = echarts.init(this.#canvas);
      if (this.#linked) {
        this.#plot.group = this.#linked;
        echarts.connect(this.#linked);
      }
      this.#redraw();
    } catch (failure) {
      console.error(failure);
      this.note('The charts could not be loaded; the data is in the table below.');
    }
  }

  dispose() {
    removeEventListener('themechange', this.#retheme);
    this.#resize.disconnect();
    this.#resize = null;
    this.#plot?.dispose();
  }

  subtitle(text) {
    setText(this.#subtitle, text);
  }

  /** A sentence over the drawing, or none. */
  note(text) {
    setText(this.#note, text ?? '');
  }

  /** With nothing to draw, no empty axes either. */
  blank(isBlank) {
    this.element.classList.toggle('blank', isBlank);
  }

  /**
   * Draws again.
   * @param build from colours to an ECharts option
   * @param describe from an axis value to the tooltip: `{title, subtitle, rows: [[label, value, role]], text}`
   * @param summary one sentence for who cannot see it
   * @param table `{head: [], rows: () => [[]]}`, read only while the table is open
   */
  draw(build, describe, summary, table) {
    this.#build = build;
    this.#describe = describe;
    this.#table = table;
    this.#canvas.setAttribute('aria-label', summary);
    this.#redraw();
    this.#fillTable();
  }

  #redraw() {
    if (this.#plot === null || this.#build === null) return;
    const option = { ...frame(colours(), (value) => tip(this.#describe(value))), ...this.#build(colours()) };
    this.#plot.setOption(option, { replaceMerge: ['series'], lazyUpdate: true });
  }

  #fillTable() {
    if (!this.#details.open || this.#table === null) return;
    const all = this.#table.rows();
    const rows = all.slice(-TABLE_ROWS);
    const table = h('table', {}, h('thead', {}, h('tr', {}, this.#table.head.map((text) => h('th', { scope: 'col' }, text)))),
      h('tbody', {}, rows.map((row) => h('tr', {}, row.map((cell) => h('td', {}, cell))))));
    const frame = this.#details.querySelector('.data-frame') ?? h('div', { class: 'data-frame', tabindex: '0', role: 'region', 'aria-label': 'Data of the chart' });
    frame.replaceChildren(table, all.length > rows.length ? h('p', {}, `The newest ${rows.length} of ${all.length} rows.`) : '');
    if (!frame.isConnected) this.#details.append(frame);
  }
}

/** A row label for times: local, with UTC on hover. */
export const timeCell = (time) => h('time', { datetime: new Date(time).toISOString(), title: `${utc(time)} UTC` }, clock(time));

function frame(colour, formatter) {
  return {
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: colour.text },
    grid: { left: 58, right: 14, top: 14, bottom: 26 },
    tooltip: {
      trigger: 'axis', position: beside, transitionDuration: 0, padding: 0, borderWidth: 1, borderColor: colour.line, backgroundColor: colour.surface,
      textStyle: { color: colour.text }, axisPointer: { type: 'line', lineStyle: { color: colour.muted, type: 'solid', width: 1 } },
      formatter: (hits) => formatter((Array.isArray(hits) ? hits[0] : hits)?.axisValue),
    },
  };
}

/** Beside the pointer, never over what it points at, and inside the chart from left to right. */
function beside([x, y], hits, element, rectangle, { contentSize: [width, height], viewSize: [available] }) {
  const right = x + 16 + width <= available;
  return [Math.max(0, right ? x + 16 : x - 16 - width), y - height / 2];
}

function tip({ title, subtitle, rows, text }) {
  return h('div', { class: 'tip' },
    h('div', { class: 'tip-head' }, h('strong', {}, title), subtitle ? h('span', {}, subtitle) : null),
    h('dl', {}, rows.map(([label, value, role]) => [h('dt', {}, role ? h('i', { class: `swatch dot c-${role}` }) : null, label), h('dd', {}, value)])),
    text ? h('p', {}, text) : null);
}

/** A time axis over a window. */
export const timeAxis = (colour, { from, to }) => ({
  type: 'time', min: from, max: to,
  axisLine: { lineStyle: { color: colour.line } }, axisTick: { lineStyle: { color: colour.line } }, splitLine: { show: false },
  axisLabel: { color: colour.muted, hideOverlap: true, fontSize: 11, formatter: { day: '{d} {MMM}', hour: '{HH}:{mm}', minute: '{HH}:{mm}', second: '{HH}:{mm}:{ss}' } },
});

/** The least round number that is not less. */
export function roundUp(value) {
  if (!(value > 0)) return 0;
  const magnitude = 10 ** Math.floor(Math.log10(value));
  return [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((factor) => factor * magnitude >= value * (1 - 1e-9)) * magnitude;
}

/** A value axis from zero. */
export const valueAxis = (colour, format, more = {}) => ({
  type: 'value', min: 0, splitNumber: 4,
  axisLabel: { color: colour.muted, fontSize: 11, formatter: format }, splitLine: { lineStyle: { color: colour.line, opacity: 0.7 } },
  ...more,
});
