// What each replica count would cost over the plan's horizon, in replica-seconds.

import { count, exact, tick } from '../format.js';
import { Figure, roundUp, valueAxis } from './figure.js';

const PARTS = [['running', 'Running'], ['lateness', 'Lateness'], ['moving', 'Moving']];

export const costsFigure = () => new Figure({
  id: 'costs', title: 'What the alternatives cost', height: 'middle',
  keys: PARTS.map(([part, word]) => [word, `cost-${part}`, 'block full']),
});

export function drawCosts(figure, { candidates, unit, price }) {
  const counts = candidates.map(({ replicas }) => String(replicas));
  const top = readableTop(candidates);
  const cut = candidates.filter(({ total }) => total > top).length;
  figure.blank(candidates.length === 0);
  figure.note(candidates.length === 0 ? 'No candidate was priced: there was not enough evidence, or nothing to decide.'
    : cut > 0 ? `${cut === 1 ? 'One bar is' : `${cut} bars are`} cut off at ${count(top)}.` : '');
  const build = (colour) => ({
    grid: { left: 58, right: 14, top: 30, bottom: 40 },
    xAxis: {
      type: 'category', data: counts, name: 'replicas', nameLocation: 'middle', nameGap: 24, nameTextStyle: { color: colour.muted, fontSize: 11 },
      axisLabel: { color: colour.muted, fontSize: 11, hideOverlap: true }, axisTick: { show: false }, axisLine: { lineStyle: { color: colour.line } },
    },
    yAxis: valueAxis(colour, tick, { max: top || null }),
    series: PARTS.map(([part, word], index) => ({ ...bars(word, candidates, part, colour), markLine: index === 0 ? marks(candidates, counts, colour) : undefined })),
  });
  figure.draw(build, (replicas) => describe(candidates.find((candidate) => String(candidate.replicas) === String(replicas)), unit, price), summary(candidates), {
    head: ['Replicas', 'Total', ...PARTS.map(([, word]) => word), ''],
    rows: () => candidates.map((candidate) => [String(candidate.replicas), exact(candidate.total), ...PARTS.map(([part]) => exact(candidate[part])), role(candidate)]),
  });
}

/** Hopeless counts would press the interesting ones flat: the scale follows those that are in question. */
function readableTop(candidates) {
  if (candidates.length === 0) return 0;
  const totals = candidates.map(({ total }) => total);
  const cheapest = Math.min(...totals);
  const marked = Math.max(cheapest, ...candidates.filter(({ chosen, current }) => chosen || current).map(({ total }) => total));
  const wanted = Math.max(3 * cheapest, 1.1 * Math.min(marked, 6 * cheapest));
  return Math.max(...totals) <= wanted ? 0 : roundUp(wanted);
}

const bars = (name, candidates, part, colour) => ({
  name, type: 'bar', stack: 'cost', barCategoryGap: '22%', itemStyle: { color: colour[`cost-${part}`] }, emphasis: { disabled: true },
  data: candidates.map((candidate) => ({ value: candidate[part], itemStyle: { opacity: candidate.chosen || candidate.current ? 1 : 0.55 } })),
});

function role({ chosen, current }) {
  if (chosen && current) return 'now and recommended';
  return chosen ? 'recommended' : current ? 'now' : '';
}

/** A line down to each bar that matters, its word above the chart; two close words lean away from each other. */
function marks(candidates, counts, colour) {
  const marked = candidates.map((candidate, index) => ({ candidate, index })).filter(({ candidate }) => role(candidate) !== '');
  const close = marked.length === 2 && marked[1].index - marked[0].index < candidates.length / 3;
  return {
    silent: true, symbol: 'none',
    data: marked.map(({ candidate, index }, position) => {
      const ink = candidate.chosen ? colour.desired : colour.current;
      const lean = close ? ['right', 'left'][position] : leanAtEdge(index, counts.length);
      return {
        xAxis: counts[index], lineStyle: { color: ink, width: 1, type: candidate.chosen ? 'solid' : 'dotted' },
        label: { show: true, position: 'end', formatter: role(candidate), color: ink, fontSize: 11, fontWeight: 600, align: lean, distance: 4 },
      };
    }),
  };
}

const leanAtEdge = (index, length) => (index < length / 6 ? 'left' : index > (length * 5) / 6 ? 'right' : 'center');

function describe(candidate, unit, price) {
  if (!candidate) return { title: '', rows: [] };
  const money = price?.replicaHour ? [['In money', `${((candidate.total / 3600) * price.replicaHour).toFixed(4)} ${price.currency ?? ''}`]] : [];
  return {
    title: `${candidate.replicas} replicas`, subtitle: role(candidate),
    rows: [['Total', `${exact(candidate.total)} ${unit}`], ...PARTS.map(([part, word]) => [word, exact(candidate[part]), `cost-${part}`]), ...money],
  };
}

function summary(candidates) {
  const chosen = candidates.find((candidate) => candidate.chosen);
  const current = candidates.find((candidate) => candidate.current);
  if (!chosen) return `Costs of ${candidates.length} replica counts`;
  return `Costs of ${candidates.length} replica counts: ${chosen.replicas} recommended at ${count(chosen.total)} replica-seconds`
    + (current && !current.chosen ? `, staying at ${current.replicas} costs ${count(current.total)}` : '');
}
