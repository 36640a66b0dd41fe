// Replicas: what runs, what is recommended, and each move with its reason.

import { clock, count, tick, utc, words } from '../format.js';
import { actionOf } from '../states.js';
import { Figure, roundUp, timeAxis, timeCell, valueAxis } from './figure.js';
import { line, lineOf, nearest } from './series.js';

export const replicasFigure = () => new Figure({
  id: 'replicas', title: 'Replicas', height: 'middle', linked: 'workload',
  keys: [['Running', 'current', 'stroke'], ['Recommended', 'desired', 'stroke dashed'], ['Move out', 'out', 'up'], ['Move in', 'in', 'down']],
});

/** @param moves `[{at, action, from, to, reason}]`, ascending */
export function drawReplicas(figure, { points, step, window, moves, limits }) {
  const running = lineOf(points, 'currentReplicas', step);
  const recommended = lineOf(points, 'desiredReplicas', step);
  const marked = movesOf(points, moves, step, window);
  const build = (colour) => ({
    xAxis: timeAxis(colour, window),
    yAxis: valueAxis(colour, tick, wholeTicks(Math.max(0, ...[...running, ...recommended].map(([, value]) => value ?? 0)))),
    series: [
      line('running', running, colour.current, { step: 'end', lineStyle: { color: colour.current, width: 2 } }),
      line('recommended', recommended, colour.desired, { step: 'end', lineStyle: { color: colour.desired, width: 1.75, type: [5, 3] } }),
      {
        name: 'moves', type: 'scatter', symbolSize: 11, z: 5, data: marked.map((move) => ({
          value: [move.at, move.to], symbol: 'triangle', symbolRotate: move.action === 'SCALE_IN' ? 180 : 0,
          itemStyle: { color: move.action === 'SCALE_IN' ? colour.in : colour.out, borderColor: colour.surface, borderWidth: 1 },
        })),
      },
    ],
  });
  const reach = Math.max(step, (window.to - window.from) / 80);
  figure.draw(build, (time) => describe(time, points, marked, step, reach), summary(points, marked, limits), {
    head: ['Time', 'Running', 'Recommended', 'Move'],
    rows: () => points.filter((point) => point.currentReplicas !== null || point.desiredReplicas !== null)
      .map((point) => [timeCell(point.at), count(point.currentReplicas), count(point.desiredReplicas), moveWords(marked.find((move) => Math.abs(move.at - point.at) < step / 2))]),
  });
}

/** Whole replicas, and room for a mark above the highest step. */
function wholeTicks(highest) {
  const interval = Math.max(1, Math.ceil(roundUp((highest * 1.1) / 4)));
  return { interval, max: Math.max(2, interval * Math.ceil((highest * 1.1) / interval)) };
}

/** Moves with reasons from the ledger; before it begins, changes of the recommended count, without. */
function movesOf(points, moves, step, window) {
  const ledgerFrom = moves[0]?.at ?? Infinity;
  const changes = [];
  const known = points.filter((point) => typeof point.desiredReplicas === 'number');
  for (let i = 1; i < known.length; i++) {
    const from = known[i - 1].desiredReplicas;
    const to = known[i].desiredReplicas;
    if (from !== to && known[i].at < ledgerFrom - step) changes.push({ at: known[i].at, from, to, action: to > from ? 'SCALE_OUT' : 'SCALE_IN', reason: null });
  }
  return [...changes, ...moves].filter(({ at }) => at >= window.from && at <= window.to);
}

function describe(time, points, moves, step, reach) {
  const move = nearest(moves, time, reach);
  const point = nearest(points, move?.at ?? time, 3 * step);
  const at = move?.at ?? point?.at ?? time;
  const rows = [];
  if (move) rows.push([actionOf(move.action).label, `${count(move.from)} to ${count(move.to)}`, move.action === 'SCALE_IN' ? 'in' : 'out']);
  if (point) rows.push(['Running', count(point.currentReplicas), 'current'], ['Recommended', count(point.desiredReplicas), 'desired']);
  if (rows.length === 0) rows.push(['Nothing known', '']);
  return { title: clock(at), subtitle: `${utc(at)} UTC`, rows, text: move?.reason ? `${words(move.reason.code)}: ${move.reason.text}` : null };
}

const moveWords = (move) => (move ? `${actionOf(move.action).label} ${count(move.from)} to ${count(move.to)}` : '');

function summary(points, moves, limits) {
  const newest = points.findLast((point) => typeof point.currentReplicas === 'number');
  const state = newest ? `Replicas, ${newest.currentReplicas} running, ${count(newest.desiredReplicas)} recommended` : 'Replicas, nothing known in this range';
  return `${state}; ${moves.length} moves shown; allowed ${limits.join(' to ')}`;
}
