// A replay: what arrived, and the replicas that each scaler would have asked for.

import { clock, exact, instant, parseDuration, rate, tick, utc } from '../format.js';
import { Figure, timeAxis, timeCell, valueAxis } from './figure.js';
import { line, nearest } from './series.js';

const DRAWN = { LAGCAST: ['Lagcast', 'desired', {}], RECORDED: ['What ran', 'current', {}], TUNED: ['Best simple scaler in hindsight', 'lag', { type: [5, 3] }] };

export const replayFigure = () => new Figure({
  id: 'replay', title: 'Replicas', height: 'tall',
  keys: [['Arrivals', 'production', 'stroke thin'], ['Lagcast', 'desired', 'stroke'], ['What ran', 'current', 'stroke'], ['Best simple scaler in hindsight', 'lag', 'stroke dashed']],
});

export function drawReplay(figure, { scalers, course }) {
  const start = instant(course.start);
  const step = parseDuration(course.step) * 1000;
  const points = course.arrivalsPerSecond.map((arrivals, index) => ({ at: start + index * step, arrivals, ...countsAt(course, scalers, index) }));
  const window = { from: start, to: start + points.length * step };
  const shown = Object.entries(DRAWN).filter(([key]) => points.some((point) => typeof point[key] === 'number'));
  const build = (colour) => ({
    grid: { left: 58, right: 64, top: 14, bottom: 26 },
    xAxis: timeAxis(colour, window),
    yAxis: [valueAxis(colour, tick), valueAxis(colour, (value) => rate(value), { position: 'right', splitLine: { show: false } })],
    series: [
      line('arrivals', points.map(({ at, arrivals }) => [at, arrivals]), colour.production, { yAxisIndex: 1, lineStyle: { color: colour.production, width: 1, opacity: 0.6 } }),
      ...shown.map(([key, [name, role, style]]) => line(name, points.map((point) => [point.at, point[key] ?? null]), colour[role],
        { step: 'end', lineStyle: { color: colour[role], width: 1.75, ...style } })),
    ],
  });
  figure.draw(build, (time) => describe(nearest(points, time, 3 * step), time, shown), summary(scalers), {
    head: ['Time', 'Arrivals', ...shown.map(([, [name]]) => name)],
    rows: () => points.map((point) => [timeCell(point.at), rate(point.arrivals), ...shown.map(([key]) => exact(point[key]))]),
  });
}

function countsAt({ replicas }, scalers, index) {
  const of = (scaler) => replicas.find((series) => series.scaler === scaler?.scaler)?.mean[index];
  const tuned = scalers.filter(({ role }) => role.endsWith('_GRID')).sort((a, b) => a.cost - b.cost)[0];
  return { LAGCAST: of(scalers.find(({ role }) => role === 'LAGCAST')), RECORDED: of(scalers.find(({ role }) => role === 'RECORDED')), TUNED: of(tuned) };
}

function describe(point, time, shown) {
  if (point === null) return { title: clock(time), rows: [['Nothing known', '']] };
  return {
    title: clock(point.at), subtitle: `${utc(point.at)} UTC`,
    rows: [['Arrivals', rate(point.arrivals), 'production'], ...shown.map(([key, [name, role]]) => [name, exact(point[key]), role])],
  };
}

const summary = (scalers) => `Replicas over time; on average ${scalers.map(({ scaler, meanReplicas }) => `${scaler} ${meanReplicas.toFixed(1)}`).join(', ')}`;
