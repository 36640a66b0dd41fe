// Production rate: what was, and the bands in which the forecast expects it.

import { clock, exact, rate, tick, utc } from '../format.js';
import { faded, Figure, timeAxis, timeCell, valueAxis } from './figure.js';
import { gapAreas, gapsOf, line, lineOf, nearest } from './series.js';

/** Levels asked of the service: median, the middle half, and nine in ten. */
export const LEVELS = [0.05, 0.25, 0.5, 0.75, 0.95];

export const productionFigure = (controls) => new Figure({
  id: 'production', title: 'Production rate', controls, height: 'tall',
  keys: [['Produced', 'production', 'stroke'], ['Consumed', 'consumption', 'stroke thin'], ['Forecast median', 'forecast', 'stroke dashed'],
    ['50 % band', 'forecast', 'block strong'], ['90 % band', 'forecast', 'block']],
});

/** @param forecast `{points: [{at, byLevel: Map}], origin, model}` or null */
export function drawProduction(figure, { points, step, window, forecast }) {
  const gaps = gapsOf(points, step);
  const produced = lineOf(points, 'productionRate', step);
  const consumed = lineOf(points, 'consumptionRate', step);
  const build = (colour) => ({
    xAxis: timeAxis(colour, window),
    yAxis: valueAxis(colour, tick),
    series: [
      ...(forecast ? bands(forecast, colour) : []),
      line('consumed', consumed, colour.consumption, { lineStyle: { color: colour.consumption, width: 1 }, z: 3 }),
      line('produced', produced, colour.production, { markArea: gapAreas(gaps, colour.gap), markLine: originLine(forecast, colour), z: 4 }),
    ],
  });
  figure.draw(build, (time) => describe(time, points, forecast, step), summary(points, forecast), {
    head: ['Time', 'Produced /s', 'Consumed /s', 'Forecast 5 %', 'Median', '95 %'],
    rows: () => [
      ...points.filter((point) => point.productionRate !== null || point.gap)
        .map((point) => [timeCell(point.at), point.gap ? 'gap' : exact(point.productionRate), exact(point.consumptionRate), '', '', '']),
      ...(forecast?.points ?? []).map((point) => [timeCell(point.at), '', '', ...[0.05, 0.5, 0.95].map((level) => exact(point.byLevel.get(level)))]),
    ],
  });
}

function bands(forecast, colour) {
  const band = (low, high, opacity) => {
    const data = forecast.points.filter(({ byLevel }) => byLevel.has(low) && byLevel.has(high)).map(({ at, byLevel }) => [at, byLevel.get(low), byLevel.get(high)]);
    return {
      name: `${low} to ${high}`, type: 'custom', silent: true, clip: true, z: 1, data, encode: { x: 0, y: [1, 2] },
      renderItem: (params, api) => polygon(params, api, data, faded(colour.forecast, opacity)),
    };
  };
  const median = forecast.points.map(({ at, byLevel }) => [at, byLevel.get(0.5) ?? null]);
  return [band(0.05, 0.95, 0.16), band(0.25, 0.75, 0.24),
    line('median', median, colour.forecast, { lineStyle: { color: colour.forecast, width: 1.75, type: [5, 4] }, z: 2 })];
}

/** The whole band as one shape, drawn with its first item. */
function polygon(params, api, data, fill) {
  if (params.context.drawn) return undefined;
  params.context.drawn = true;
  const upper = data.map(([at, , high]) => api.coord([at, high]));
  const lower = data.map(([at, low]) => api.coord([at, low])).reverse();
  return { type: 'polygon', shape: { points: [...upper, ...lower] }, style: { fill } };
}

const originLine = (forecast, colour) => ({
  silent: true, symbol: 'none', lineStyle: { color: colour.muted, type: 'dotted', width: 1 }, label: { show: false },
  data: forecast ? [{ xAxis: forecast.origin }] : [],
});

function describe(time, points, forecast, step) {
  const ahead = forecast && time >= forecast.origin ? nearest(forecast.points, time, 2 * forecast.step) : null;
  const point = ahead ? null : nearest(points, time, 3 * step);
  const at = (ahead ?? point)?.at ?? time;
  return { title: clock(at), subtitle: `${utc(at)} UTC`, rows: ahead ? forecastRows(ahead.byLevel) : observedRows(point) };
}

function observedRows(point) {
  if (point === null) return [['Nothing known', '']];
  return [...(point.gap ? [['Gap: incomplete sample', '', 'gap']] : []),
    ['Produced', rate(point.productionRate), 'production'], ['Consumed', rate(point.consumptionRate), 'consumption']];
}

const forecastRows = (byLevel) => [...byLevel].sort(([a], [b]) => b - a)
  .map(([level, value]) => [level === 0.5 ? 'Median' : `${Math.round(level * 1000) / 10} %`, rate(value), 'forecast']);

function summary(points, forecast) {
  const newest = points.findLast((point) => typeof point.productionRate === 'number');
  const now = newest ? `Production rate, newest ${rate(newest.productionRate)} at ${clock(newest.at)}` : 'Production rate, nothing known in this range';
  const end = forecast?.points.at(-1);
  return end ? `${now}; forecast median ${rate(end.byLevel.get(0.5))} at ${clock(end.at)}, 90 percent band ${rate(end.byLevel.get(0.05))} to ${rate(end.byLevel.get(0.95))}` : now;
}
