// Building blocks of the page: elements, icons, nothing that knows the domain.

const SVG = 'http://www.w3.org/2000/svg';

/** An element. Properties starting with `on` are listeners, `class`/`data-*`/`aria-*` attributes; null and undefined are left out. */
export function h(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
}

/** Sets the text only when it differs: no needless layout, and a selection in it survives. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

export function setAttribute(element, name, value) {
  if (value === null || value === undefined) element.removeAttribute(name);
  else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, String(value));
}

/** Builds the children again only when what they show differs: the focus and a selection in them survive. */
export function rebuild(element, data, build) {
  const signature = JSON.stringify(data ?? null);
  if (element.dataset.signature === signature) return;
  element.dataset.signature = signature;
  element.replaceChildren(...build().flat(Infinity).filter(Boolean));
}

// One shape per meaning on a 16 x 16 grid, so that no state is told by colour alone.
const SHAPES = {
  late: 'M8 2 15 14H1z M8 6.4v3.4 M8 11.8v.3',
  gap: 'M1 8h3.2 M11.8 8H15 M6.2 5.2v5.6 M9.8 5.2v5.6',
  stale: 'M8 1.8a6.2 6.2 0 1 0 0 12.4 6.2 6.2 0 0 0 0-12.4 M8 4.6V8l2.4 1.6',
  unseen: 'M3.2 4.1a6.2 6.2 0 0 1 2.4-1.8 M10.4 2.3a6.2 6.2 0 0 1 2.4 1.8 M14.1 6.8a6.2 6.2 0 0 1 0 2.5 M12.8 11.9a6.2 6.2 0 0 1-2.4 1.8 M5.6 13.7a6.2 6.2 0 0 1-2.4-1.8 M1.9 9.3a6.2 6.2 0 0 1 0-2.5',
  abstain: 'M5.4 5.6a2.7 2.7 0 1 1 3.7 2.6c-.8.3-1.1.8-1.1 1.7 M8 12.6v.3',
  settling: 'M2.4 6.6A5.8 5.8 0 0 1 13 5.2 M13.2 2.2v3.2H10 M13.6 9.4A5.8 5.8 0 0 1 3 10.8 M2.8 13.8v-3.2H6',
  ok: 'M2.6 8.6 6.2 12 13.4 4.4',
  paused: 'M5.4 3.2v9.6 M10.6 3.2v9.6',
  out: 'M8 13.4V2.8 M3.6 7.2 8 2.8l4.4 4.4',
  in: 'M8 2.6v10.6 M3.6 8.8 8 13.2l4.4-4.4',
  hold: 'M3 6h10 M3 10h10',
  unknown: 'M4 8h8',
  back: 'M10 3 5 8l5 5',
  forward: 'M6 3l5 5-5 5',
  sun: 'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6 M8 1v1.6 M8 13.4V15 M1 8h1.6 M13.4 8H15 M3 3l1.2 1.2 M11.8 11.8 13 13 M3 13l1.2-1.2 M11.8 4.2 13 3',
  moon: 'M13.4 10A6 6 0 0 1 6 2.6 6 6 0 1 0 13.4 10',
  auto: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2 M8 2v12 M10.5 3v10 M12.6 5v6',
};

/** A decorative icon: the word next to it says the same. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', SHAPES[name] ?? SHAPES.unknown);
  svg.append(path);
  return svg;
}

/** A set of radio buttons drawn as one segmented control; arrow keys move the choice. */
export function segmented(name, label, options, chosen, onchange) {
  const inputs = options.map(([value, text]) => {
    const input = h('input', { type: 'radio', name, value, class: 'visually-hidden', onchange: () => onchange(value) });
    input.checked = value === chosen;
    return h('label', {}, input, h('span', {}, text));
  });
  return h('fieldset', { class: 'segmented' }, h('legend', { class: 'visually-hidden' }, label), ...inputs);
}

/** Calls `work` at most once every `milliseconds`, the last call never lost. */
export function throttled(work, milliseconds) {
  let timer = null;
  let last = -Infinity;
  const run = () => {
    timer = null;
    last = performance.now();
    work();
  };
  const ask = () => {
    timer ??= setTimeout(run, Math.max(0, last + milliseconds - performance.now()));
  };
  ask.cancel = () => {
    clearTimeout(timer);
    timer = null;
  };
  return ask;
}
