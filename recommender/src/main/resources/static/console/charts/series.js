// From the service's points to what a chart draws: lines that break where nothing is known.

/** Steps a line may skip before it breaks: slow sampling is not a gap. */
const LONGEST_SKIP_STEPS = 3;

/** `[time, value]` pairs of one field, with a null where the line must break. */
export function lineOf(points, field, stepMilliseconds) {
  const known = points.filter((point) => typeof point[field] === 'number');
  const longest = LONGEST_SKIP_STEPS * Math.max(stepMilliseconds, usualSpacing(known));
  const line = [];
  let last = null;
  let gapSince = false;
  for (const point of points) {
    if (typeof point[field] !== 'number') {
      gapSince ||= point.gap === true;
      continue;
    }
    if (last !== null && (gapSince || point.at - last > longest)) line.push([last + 1, null]);
    line.push([point.at, point[field]]);
    last = point.at;
    gapSince = false;
  }
  return line;
}

function usualSpacing(points) {
  const spacings = [];
  for (let i = 1; i < points.length; i++) spacings.push(points[i].at - points[i - 1].at);
  spacings.sort((a, b) => a - b);
  return spacings[spacings.length >> 1] ?? 0;
}

/** Stretches marked as gaps, as `[from, to]`. */
export function gapsOf(points, stepMilliseconds) {
  const gaps = [];
  for (const { at, gap } of points) {
    if (!gap) continue;
    const newest = gaps.at(-1);
    if (newest && at - newest[1] <= stepMilliseconds) newest[1] = at + stepMilliseconds;
    else gaps.push([at, at + stepMilliseconds]);
  }
  return gaps;
}

/** The point nearest in time, if there is one within reach. */
export function nearest(points, time, reachMilliseconds) {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (points[middle].at < time) low = middle + 1;
    else high = middle;
  }
  const candidates = [points[low - 1], points[low]].filter((point) => point && Math.abs(point.at - time) <= reachMilliseconds);
  candidates.sort((a, b) => Math.abs(a.at - time) - Math.abs(b.at - time));
  return candidates[0] ?? null;
}

/** Shaded gaps, for a series' `markArea`. */
export const gapAreas = (gaps, colour) => ({
  silent: true, itemStyle: { color: colour, opacity: 0.16 },
  data: gaps.map(([from, to]) => [{ xAxis: from }, { xAxis: to }]),
});

/** An ordinary line. The level is given because ECharts 5.3.1 leaves it undefined on the mark under the pointer, and warns. */
export const line = (name, data, colour, more = {}) => ({
  name, type: 'line', zlevel: 0, data, showSymbol: data.length === 1, symbolSize: 5, silent: true, lineStyle: { color: colour, width: 1.75 }, itemStyle: { color: colour },
  emphasis: { disabled: true }, ...more,
});
