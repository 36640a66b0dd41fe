// How quantities read. Unknown is an en dash, never a zero.

export const UNKNOWN = '–';

const known = (value) => typeof value === 'number' && Number.isFinite(value);

/** Three significant digits with an SI suffix: 7, 12.4 k, 3.02 M. */
export function count(value) {
  if (!known(value)) return UNKNOWN;
  const size = Math.abs(value);
  for (const [factor, suffix] of [[1e12, 'T'], [1e9, 'G'], [1e6, 'M'], [1e3, 'k']]) {
    if (size >= factor * 0.9995) return `${digits(value / factor)} ${suffix}`;
  }
  return Number.isInteger(value) ? String(value) : digits(value);
}

/** The same without digits that say nothing: for axes. */
export const tick = (value) => count(value).replace(/(\.\d*?)0+(?= |$)/, '$1').replace(/\.(?= |$)/, '');

function digits(value) {
  const size = Math.abs(value);
  if (size < 0.995) return value.toPrecision(3);
  return value.toFixed(size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2);
}

/** Records per second. */
export const rate = (value) => (known(value) ? `${count(value)}/s` : UNKNOWN);

/** Every digit, grouped: for tables of data and tooltips on hover. */
export const exact = (value) => (known(value) ? value.toLocaleString(undefined, { maximumFractionDigits: Math.abs(value) >= 1000 ? 0 : Math.abs(value) >= 10 ? 1 : 3 }) : UNKNOWN);

/** A duration in the two largest units that matter. */
export function seconds(value) {
  if (!known(value)) return UNKNOWN;
  if (value < 0) return `-${seconds(-value)}`;
  if (value === 0) return '0 s';
  if (value < 0.9995) return `${Math.round(value * 1000)} ms`;
  if (value < 9.95) return `${trimZero(value.toFixed(1))} s`;
  const whole = Math.round(value);
  if (whole < 120) return `${whole} s`;
  if (whole < 7200) return two(whole, 60, 'min', 's');
  if (whole < 172800) return two(Math.round(whole / 60), 60, 'h', 'min');
  return two(Math.round(whole / 3600), 24, 'd', 'h');
}

const trimZero = (text) => text.replace(/\.0$/, '');

function two(small, factor, bigUnit, smallUnit) {
  const rest = small % factor;
  const big = `${Math.floor(small / factor)} ${bigUnit}`;
  return rest === 0 ? big : `${big} ${rest} ${smallUnit}`;
}

/** Seconds of an ISO 8601 duration or `30s`/`5m` style; null when it is neither. */
export function parseDuration(text) {
  if (known(text)) return text;
  if (typeof text !== 'string') return null;
  const iso = /^(-)?P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text);
  if (iso) {
    const [, minus, d = 0, hours = 0, m = 0, s = 0] = iso;
    return (minus ? -1 : 1) * (d * 86400 + hours * 3600 + m * 60 + Number(s));
  }
  const short = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text.trim());
  return short ? short[1] * { ms: 0.001, s: 1, m: 60, h: 3600, d: 86400 }[short[2]] : null;
}

/** Milliseconds since the epoch, or null. */
export function instant(text) {
  const time = typeof text === 'string' ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? null : time;
}

const clockFormat = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const shortClockFormat = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const dayFormat = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'short' });

/** Time of day in the user's zone; the day too when it is not today. */
export function clock(time, withSeconds = true) {
  if (time === null) return UNKNOWN;
  const date = new Date(time);
  const text = (withSeconds ? clockFormat : shortClockFormat).format(date);
  return date.toDateString() === new Date().toDateString() ? text : `${dayFormat.format(date)}, ${text}`;
}

/** The same instant in UTC, for the title attribute. */
export const utc = (time) => (time === null ? '' : new Date(time).toISOString().slice(0, 19).replace('T', ' '));

/** How long before `now` (both in milliseconds) a time was. */
export function ago(time, now) {
  if (time === null) return 'never';
  const gone = (now - time) / 1000;
  if (gone < 1.5) return 'now';
  if (gone < 120) return `${Math.round(gone)} s ago`;
  if (gone < 7200) return `${Math.round(gone / 60)} min ago`;
  return gone < 172800 ? `${Math.round(gone / 3600)} h ago` : `${Math.round(gone / 86400)} d ago`;
}

/** `MOVE_NOT_WORTH_IT` reads "Move not worth it". */
export function words(code) {
  if (!code) return UNKNOWN;
  const text = String(code).toLowerCase().replaceAll('_', ' ');
  return text[0].toUpperCase() + text.slice(1);
}

/** `lagSeconds` reads "lag seconds". */
export const spaced = (name) => name.replace(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase();
