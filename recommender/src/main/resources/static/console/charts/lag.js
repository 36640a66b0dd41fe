// Lag as time against the objective, and as records.

import { clock, count, exact, seconds, tick, utc } from '../format.js';
import { faded, Figure, timeAxis, timeCell, valueAxis } from './figure.js';
import { gapAreas, gapsOf, line, lineOf, nearest } from './series.js';

export const lagTimeFigure = () => new Figure({
  id: 'lag-time', title: 'Lag time', height: 'middle', linked: 'workload',
  keys: [['Age of the oldest record not processed', 'lag', 'stroke'], ['Objective', 'objective', 'stroke dashed']],
});

export const lagFigure = () => new Figure({ id: 'lag', title: 'Lag', height: 'short', linked: 'workload', keys: [['Records not processed', 'lag', 'stroke']] });

export function drawLagTime(figure, { points, step, window, objective }) {
  const data = lineOf(points, 'lagSeconds', step);
  const highest = Math.max(0, ...data.map(([, value]) => value ?? 0), (objective ?? 0) * 1.15);
  const build = (colour) => ({
    xAxis: timeAxis(colour, window),
    yAxis: valueAxis(colour, (value) => seconds(value), { max: highest || null, minInterval: highest > 4 ? 1 : 0, ...wholeTicks(highest) }),
    series: [line('lag time', data, colour.lag, {
      areaStyle: { color: faded(colour.lag, 0.12) }, markArea: gapAreas(gapsOf(points, step), colour.gap), markLine: objectiveLine(objective, colour),
    })],
  });
  figure.draw(build, (time) => describe(time, points, step), summary(points, objective), {
    head: ['Time', 'Lag time', 'Seconds'],
    rows: () => points.filter((point) => point.lagSeconds !== null || point.gap).map((point) => [timeCell(point.at), point.gap ? 'gap' : seconds(point.lagSeconds), exact(point.lagSeconds)]),
  });
}

/** Ticks at durations people read: 5 s, 30 s, 2 min, not 40 % of something. */
function wholeTicks(highest) {
  const interval = [0.1, 0.25, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400, 172800, 604800]
    .find((candidate) => highest / candidate <= 4.5);
  return interval && highest > 0 ? { interval, max: Math.ceil(highest / interval) * interval } : {};
}

const objectiveLine = (objective, colour) => ({
  silent: true, symbol: 'none', lineStyle: { color: colour.objective, type: [6, 4], width: 1.5 },
  label: { show: true, position: 'insideStartTop', formatter: `objective ${seconds(objective)}`, color: colour.objective, fontSize: 11 },
  data: objective === null ? [] : [{ yAxis: objective }],
});

export function drawLag(figure, { points, step, window }) {
  const data = lineOf(points, 'lagRecords', step);
  const build = (colour) => ({
    xAxis: timeAxis(colour, window),
    yAxis: valueAxis(colour, tick, { splitNumber: 2, minInterval: 1 }),
    series: [line('lag', data, colour.lag, { areaStyle: { color: faded(colour.lag, 0.12) }, markArea: gapAreas(gapsOf(points, step), colour.gap) })],
  });
  const newest = points.findLast((point) => typeof point.lagRecords === 'number');
  figure.draw(build, (time) => describe(time, points, step), newest ? `Lag, newest ${count(newest.lagRecords)} records` : 'Lag, nothing known in this range', {
    head: ['Time', 'Lag in records'],
    rows: () => points.filter((point) => point.lagRecords !== null || point.gap).map((point) => [timeCell(point.at), point.gap ? 'gap' : exact(point.lagRecords)]),
  });
}

function describe(time, points, step) {
  const point = nearest(points, time, 3 * step);
  const at = point?.at ?? time;
  const rows = point === null ? [['Nothing known', '']]
    : [...(point.gap ? [['Gap: incomplete sample', '', 'gap']] : []), ['Lag time', seconds(point.lagSeconds), 'lag'], ['Lag', `${count(point.lagRecords)} records`, 'lag']];
  return { title: clock(at), subtitle: `${utc(at)} UTC`, rows };
}

function summary(points, objective) {
  const known = points.filter((point) => typeof point.lagSeconds === 'number');
  if (known.length === 0) return 'Lag time, nothing known in this range';
  const worst = known.reduce((a, b) => (b.lagSeconds > a.lagSeconds ? b : a));
  return `Lag time, newest ${seconds(known.at(-1).lagSeconds)}, worst ${seconds(worst.lagSeconds)} at ${clock(worst.at)}, objective ${seconds(objective)}`;
}
