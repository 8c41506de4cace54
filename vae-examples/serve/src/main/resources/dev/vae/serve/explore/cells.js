// Cells of a table: read as the model's files take them, and written, in each column's own style.

const BLANKS = '\\s\\u0000-\\u0020\\u200b\\ufeff';
const strip = text => text.replace(new RegExp(`^[${BLANKS}]+|[${BLANKS}]+$`, 'g'), '');
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const LONG_MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October',
  'November', 'December'];
const DAY = 86400e9; // nanoseconds
/** The nearest whole number, of halves the even one. */
const even = v => Math.abs(v % 1) === .5 ? 2 * Math.round(v / 2) : Math.round(v);
/** Currencies, before which a sign stands; behind all else it stands after. */
const CURRENCIES = ['', ...'$€£¥₹₽₩₺₪฿±', 'EUR', 'USD', 'GBP', 'CHF', 'JPY', 'CAD', 'AUD', 'SEK', 'NOK', 'DKK', 'PLN', 'kr', 'zł',
  'Fr.', 'R$', 'US$', 'Rs.'];
const UP = '▲△▴↑⬆↗', DOWN = '▼▽▾↓⬇↘';
const quoted = text => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

// --- notes ------------------------------------------------------------------------------------------

const BEFORE = new RegExp('^(?:[~≈∼≃～]|約|约|약|(?:ca|c|cca|circa|approx|appr|aprox|about|around|abt|est|cal|estimated|roughly|env|environ' +
  '|ungefähr|etwa|rund|ok|około|omkr|omstreeks|cerca|alrededor de)(?:\\. ?| ))\\s*(?=[-+−(]?\\P{L}{0,3}\\d|\\d)', 'iu');
const BEHIND = new RegExp('(?<=[\\d%)\\p{L}€])(?: ?[*†‡]{1,3}|(?<=\\d) ?\\?{1,2}|\\[(?:\\d{1,2}|[a-z]|(?:note|nb|n) ?\\d{1,2})\\]' +
  '|(?<=\\d)[¹²³⁴-⁹]|(?<=[.,]\\d{1,4}) [bepru]{1,2}| ?\\((?:\\p{L}[\\p{L} .,\'/\\-]{0,38})\\)' +
  '|(?<=\\d),? (?:est|approx|prov|provisional|estimated|revised|geschätzt)\\.?|(?<=\\d) ?(?:±|\\+/-) ?\\d[\\d.,]{0,8})$', 'iu');

/** A text without what says how far its value is to be trusted: ~20, ca. 1850, 12 (est.), 7.5*. */
function withoutNotes(text) {
  if (text.length < 2 || text.length > 60) return text;
  const bare = text.replace(BEFORE, '');
  return /^\D{0,4}\d/.test(bare) ? strip(bare.replace(BEHIND, '')) : bare;
}

// --- numbers ----------------------------------------------------------------------------------------

/** The number in a text with a sign, marks between thousands and a decimal mark; NaN if there is none. */
function plain(text, decimal) {
  const parts = /^([+-]?)([^eEdD×]*?)(?:(?:[eEdD]|×10\^)([+-]?\d{1,3}))?$/.exec(text);
  if (!parts) return NaN;
  const [whole, fraction, ...more] = parts[2].split(decimal);
  if (more.length || !/^\d*$/.test(fraction ?? '') || !/\d/.test(parts[2])) return NaN;
  const grouped = /^[1-9]\d{0,2}(([,.'’ \u00a0\u202f\u2009])\d{3})(\2\d{3})*$/.test(whole) ||
    /^[1-9]\d?([,.'’ \u00a0\u202f\u2009])\d\d(\1\d\d)*\1\d{3}$/.test(whole); // 1,23,456
  if (!grouped && !/^\d*$/.test(whole)) return NaN;
  const value = Number(`${parts[1]}${whole.replace(/\D/g, '') || 0}.${fraction || 0}e${parts[3] || 0}`);
  return Number.isFinite(value) ? value : NaN;
}

/** A text with the usual digits and marks in place of a script's. */
function western(text, zero) {
  if (!zero && !/[^\x00-\x7f]/.test(text)) return text;
  const digit = /\p{Nd}/u.exec(text.replace(/\d/g, ''))?.[0];
  if (!digit) return text;
  let first = digit.codePointAt(0);
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first--;
  const marks = '٫٬٪．，％－＋', usual = '.,%.,%-+';
  return [...text].map(c => {
    const at = c.codePointAt(0) - first, mark = marks.indexOf(c);
    return at >= 0 && at < 10 ? String(at) : mark >= 0 ? usual[mark] : c;
  }).join('');
}

/** A number as a column writes it, with the column's currency or unit or without. */
function readNumber(cell, { decimal: mark, prefix: given, suffix, negative, zero }) {
  const decimal = '·٫．'.includes(mark) ? '.' : mark;
  let text = western(cell.replace(/·/g, '.'), zero), prefix = given;
  if (negative === 'arrows') {
    prefix = '';
    text = UP.includes(text[0]) ? strip(text.slice(1)) : DOWN.includes(text[0]) ? '-' + strip(text.slice(1)) : text;
  } else if (!CURRENCIES.includes(strip(prefix)) && text.startsWith(strip(prefix))) {
    text = strip(text.slice(strip(prefix).length));
    prefix = '';
  }
  const front = strip(prefix) && `(?:${quoted(strip(prefix))}[${BLANKS}]*)?`;
  const word = strip(suffix).replace('٪', '%'), other = word.length > 2 && word.endsWith('s') ? word.slice(0, -1) : word + 's';
  const back = word && `(?:[${BLANKS}]*(?:${quoted(word)}|${quoted(other)}))?`;
  const dressed = new RegExp(`^([-+−]?)${front}([-+−]?)([^]*?)${back}$`);
  const inner = /^\((.+)\)$/.exec(text), behind = /^([^-+−].*)[-−]$/.exec(text), more = /^([^-+−].*[.,]\d\d)\+$/.exec(text);
  const [, before, after, digits] = dressed.exec(inner?.[1] ?? behind?.[1] ?? more?.[1] ?? text);
  if (before && after || (inner || behind) && (before || after) || /^[-+−]/.test(digits)) return NaN;
  const value = plain(digits, decimal);
  return inner || behind || /[-−]/.test(before + after) ? -value : value;
}

/** Digits after the point, halves to the even digit. */
function rounded(value, fewest, most) {
  let [digits, power] = value.toExponential().split('e');
  digits = digits.replace('.', '');
  let point = +power + 1;
  if (point < 0) { digits = '0'.repeat(-point) + digits; point = 0; }
  const kept = point + most;
  if (digits.length > kept) {
    const left = digits.slice(kept), half = '5' + '0'.repeat(left.length - 1);
    let whole = BigInt(digits.slice(0, kept) || 0);
    if (left > half || left === half && whole % 2n) whole++;
    const made = String(whole).padStart(kept, '0');
    point += made.length - kept;
    digits = made;
  }
  const fraction = digits.slice(point).replace(/0+$/, '').padEnd(fewest, '0');
  return [digits.slice(0, point).padEnd(point, '0') || '0', fraction];
}

function writeNumber(value, { decimal, grouping, lakhs, decimals: [fewest, most], prefix, suffix, negative, scientific, exponent, zero }) {
  if (!Number.isFinite(value)) return '';
  const power = scientific ? +value.toExponential().split('e')[1] : 0; // digits before the exponent count
  let [whole, fraction] = rounded(Math.abs(value), fewest, most - power), text;
  const exact = Number(`${whole}.${fraction || 0}`);
  if (exponent) {
    const [digits, power] = exact.toExponential().split('e'), [whole, fraction = ''] = digits.split('.');
    const left = fraction.padEnd(fewest, '0'), [, letter, plus, zeros] = /^(.)(\+?)(0+)$/.exec(exponent);
    text = whole + (left && decimal + left) + letter + (letter === '×' ? '10^' : '') + (power < 0 ? '-' : plus) + String(Math.abs(power)).padStart(zeros.length, '0');
  } else if (scientific && exact && (exact < 1e-3 || exact >= 1e7)) {
    const [digits, power] = exact.toExponential().split('e');
    text = (digits.includes('.') ? digits : digits + '.0').replace('.', decimal) + 'E' + +power;
  } else {
    if (scientific) [whole, fraction] = rounded(exact, 1, 17);
    const marked = grouping ? whole.replace(lakhs ? /\B(?=(\d\d)*\d{3}$)/g : /\B(?=(\d{3})+$)/g, grouping) : whole;
    text = marked + (fraction ? decimal + fraction : '');
  }
  const minus = value < 0 && /[1-9]/.test(text);
  if (zero) text = text.replace(/\d/g, d => String.fromCodePoint(zero.codePointAt(0) + +d));
  text += suffix;
  if (negative === 'arrows') return (minus ? prefix.replace(/^./, c => DOWN[UP.indexOf(c)] ?? c) : prefix.replace(/^./, c => UP[DOWN.indexOf(c)] ?? c)) + text;
  const framed = !CURRENCIES.includes(strip(prefix));
  if (framed) return prefix + signed(text, minus, value > 0 && exact, negative);
  return signed(prefix + text, minus, value > 0 && exact, negative);
}

function signed(text, minus, plus, negative) {
  if (!minus) return !plus ? text : negative === 'plus_or_minus' ? '+' + text : negative === 'trailing_sign' ? text + '+' : text;
  if (negative === 'long_minus') return '−' + text;
  return negative === 'parentheses' ? `(${text})` : negative.startsWith('trailing') ? text + '-' : '-' + text;
}

// --- units and lengths of time -----------------------------------------------------------------------

/** The size in which a value is best written: the largest, unless a smaller one is exact. */
function fitting(value, sizes, decimals) {
  const size = Math.abs(value), step = 10 ** Math.min(decimals, 12);
  let largest = -1, exact = -1, smallest = -1;
  sizes.map(Math.abs).forEach((own, i, all) => {
    if (Number.isNaN(own)) return;
    if (smallest < 0 || own < all[smallest]) smallest = i;
    if (own > size) return;
    if (largest < 0 || own > all[largest]) largest = i;
    const number = size / own, same = Math.abs(even(number * step) / step - number) <= 1e-9 * number && number < 10000;
    if (same && (exact < 0 || own > all[exact])) exact = i;
  });
  return exact >= 0 ? exact : largest >= 0 ? largest : Math.max(0, smallest);
}

function readUnits(text, { number, units, factors }) {
  const found = /^(.*\d)(\D*)$/s.exec(text), word = strip(found?.[2] ?? '');
  const at = units.findIndex(unit => strip(unit) === word);
  if (!found || word && at < 0) return NaN;
  return readNumber(found[1], number) * (word ? factors[at] : 1);
}

function writeUnits(value, { number, units, factors }) {
  if (Number.isNaN(value)) return '';
  const signs = factors.some(f => f < 0);
  const at = fitting(value, factors.map(f => signs && f < 0 !== value < 0 ? NaN : f), number.decimals[1]);
  return writeNumber(value / factors[at], { ...number, suffix: units[at] });
}

const SIZES = [31557600, 2629800, 604800, 86400, 3600, 60, 1, .001];

function readDuration(cell, { form, labels }) {
  const sides = labels[9]?.slice(-2), side = sides && sides.includes(cell.slice(-1)) ? cell.slice(-1) : '';
  const minus = /^[-−]/.test(cell) || side && side === sides[1], text = strip((side ? cell.slice(0, -1) : cell).replace(/^[-−+]/, '')), sign = minus ? -1 : 1;
  const clock = /^(?:(\d{1,6})( days?,? | ?d |\.|-))?(\d{1,6})[:h]([0-5]\d)(?::([0-5]\d(?:[.,]\d{1,9})?))?(?: ?(?:h|Std\.?|hrs?|hours))?$/.exec(text);
  const brief = /^(\d{1,6}):([0-5]\d[.,]\d{1,9})$/.exec(text); // 1:59.87
  if (brief) return sign * (60 * brief[1] + +brief[2].replace(',', '.'));
  if (clock) {
    const [, days = 0, , first, second, third] = clock;
    const hours = third != null || clock[1] != null || form === 'hours_minutes';
    return sign * (86400 * days + (hours ? 3600 * first + 60 * second : 60 * first + +second) + +(third ?? '0').replace(',', '.'));
  }
  const iso = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$/.exec(text);
  if (iso && text.length > 2 && !text.endsWith('T')) {
    return sign * iso.slice(1).reduce((sum, n, i) => sum + SIZES[i] * +(n ?? '0').replace(',', '.'), 0);
  }
  if (/^[-−+]?[\d.]+$/.test(cell)) return sign * plain(text, '.');
  let left = text, sum = 0, any = false;
  labels.slice(0, 8).forEach((label, i) => {
    const found = label && new RegExp(`^(\\d+(?:[.,]\\d+)?) ?${quoted(strip(label))}(?![\\p{L}])[, ]*`, 'u').exec(left);
    if (found) { sum += SIZES[i] * +found[1].replace(',', '.'); left = left.slice(found[0].length); any = true; }
  });
  return any && !left ? sign * sum : NaN;
}

function writeDuration(seconds, { form, digits, decimals, labels }) {
  if (!(Math.abs(seconds) <= 1e13)) return '';
  const two = (number, size) => String(number).padStart(size, '0');
  const trimmed = (number, places) => String(+number.toFixed(places));
  const own = labels.slice(0, 8).map((label, i) => label ? SIZES[i] : NaN);
  if (form === 'one_word') {
    const at = fitting(seconds, own, decimals), [whole, fraction] = rounded(Math.abs(seconds) / SIZES[at], 0, decimals);
    return (seconds < 0 && /[1-9]/.test(whole + fraction) ? '-' : '') + whole + (fraction ? '.' + fraction : '') + labels[at];
  }
  const worded = form === 'iso' || form === 'words', last = own.findLastIndex(size => !Number.isNaN(size));
  const unit = worded ? SIZES[last] * 10 ** -decimals : form === 'hours_minutes' || form === 'days_hours' ? 60 : 10 ** -decimals;
  const ticks = even(Math.abs(seconds) / unit), all = ticks * unit;
  let text;
  const calendar = worded && (labels[0] || labels[1]) && last > 1; // years are no whole number of days
  if (worded) {
    let left = calendar ? Math.abs(seconds) : ticks, count = 0, clock = false; // in units
    text = form === 'iso' ? 'P' : '';
    own.forEach((size, i) => {
      if (Number.isNaN(size)) return;
      const step = calendar ? size : Math.round(size / unit), number = i === last ? left / step : Math.floor(left / step);
      left -= i === last ? left : number * step;
      if (!number && !digits && !(count === 0 && i === last)) return;
      if (form === 'iso' && i > 3 && !clock) text += 'T';
      clock ||= i > 3;
      const shown = trimmed(number, decimals);
      text += (form !== 'iso' && count ? labels[8] : '') + (count && digits > 1 && shown.split('.')[0].length < 2 ? '0' : '') + shown + labels[i];
      count++;
    });
  } else {
    const per = Math.round(1 / unit) || 0, whole = unit < 1 ? Math.floor(ticks / per) : all;
    const days = form === 'days' || form === 'days_hours' || form === 'days_if_any' && whole >= 86400;
    const rest = days ? whole % 86400 : whole, hours = Math.floor(rest / 3600), minutes = Math.floor(rest / 60);
    text = days ? Math.floor(whole / 86400) + labels[8] : '';
    if (form === 'hours_minutes' && labels[8]) text += two(hours, digits) + labels[8][0] + two(minutes % 60, 2) + labels[8].slice(1);
    else if (form === 'hours_minutes' || form === 'days_hours') text += two(hours, digits) + ':' + two(minutes % 60, 2);
    else {
      const long = form !== 'minutes_seconds' && (form !== 'hours_if_any' || rest >= 3600);
      text += long ? two(hours, digits) + ':' + two(minutes % 60, 2) : two(minutes, form === 'hours_if_any' ? 2 : digits);
      text += ':' + two(rest % 60, 2) + (decimals ? '.' + two(ticks % per, decimals) : '');
    }
  }
  const below = seconds < 0 && ticks > 0;
  return labels.length > 9 ? text + labels[9].slice(0, -2) + labels[9].at(below ? -1 : -2) : below ? '-' + text : text;
}

// --- dates ------------------------------------------------------------------------------------------

const UNITS = { epoch_seconds: 86400, epoch_millis: 86400000 };

/** A pattern of java.time as its parts: letters, or what stands between them. */
function parts(pattern) {
  return [...pattern.matchAll(/'([^']*)'|([A-Za-z])\2*|[^A-Za-z']+/g)].map(([all, literal, letter]) =>
    letter ? { letter, size: all.length } : { literal: literal ?? all });
}

/** Days since 1970-01-01 of a civil date; NaN if the calendar has no such day. */
function civil(year, month, day) {
  const at = new Date(0);
  at.setUTCFullYear(year, month - 1, day);
  return year >= 1 && at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? at.getTime() / 86400000 : NaN;
}

function readDate(text, { order, pattern, offset }) {
  if (UNITS[order]) return plain(text, '.') / UNITS[order];
  const all = parts(pattern);
  const form = all.map(({ literal, letter, size }, i) => {
    if (literal != null) return quoted(literal);
    const exact = all[i - 1]?.letter || all[i + 1]?.letter; // 20240131
    return letter === 'E' ? '\\p{L}+' : 'ML'.includes(letter) && size > 2 ? '(\\p{L}+)\\.?' : 'aB'.includes(letter) ? '([AaPp][Mm])' : letter === 'S' ? '(\\d{1,9})'
      : 'uy'.includes(letter) ? `(\\d{${size}})` : 'ms'.includes(letter) || exact ? `(\\d{${size}})` : '(\\d{1,2})';
  }).join('');
  const found = new RegExp(`^${form}$`, 'u').exec(text);
  if (!found) return NaN;
  const told = { M: 1, d: 1, H: 0, m: 0, s: 0, S: 0 };
  all.filter(part => part.letter && part.letter !== 'E').forEach(({ letter: each, size }, i) => {
    const given = found[i + 1], letter = { L: 'M', B: 'a' }[each] ?? each;
    told[letter] = letter === 'M' && size > 2
      ? 1 + LONG_MONTHS.findIndex(name => given.length > 2 && name.toLowerCase().startsWith(given.toLowerCase()))
      : letter === 'a' ? given.toLowerCase() : letter === 'S' ? +('0.' + given) : +given;
  });
  let hour = told.H;
  if (told.h != null) hour = told.h < 1 || told.h > 12 ? NaN : told.h % 12 + (told.a === 'pm' ? 12 : 0);
  const second = told.s + told.S;
  if (!(hour <= 24) || told.m > 59 || second > 60 || hour === 24 && (told.m || second)) return NaN;
  const time = (hour * 3600 + told.m * 60 + second) / 86400;
  if (order === 'time') return time;
  let year = told.u ?? told.y;
  if (all.some(part => 'uy'.includes(part.letter) && part.size === 2)) year += year < 50 ? 2000 : 1900;
  return civil(year, told.M, told.d) + time - offset / 1440;
}

/** Seconds between the moments that dates keep to. */
const STEPS = { second: 1, minute: 60, five_minutes: 300, quarter_hour: 900, half_hour: 1800, hour: 3600, day: 86400, month: 86400 };

function writeDate(days, { order, pattern, offset, step }) {
  if (!(Math.abs(days) <= 365000000)) return '';
  if (UNITS[order]) return String(Math.round(days * UNITS[order]));
  const all = parts(pattern), clock = /[Hh]/.test(pattern);
  const local = order === 'time' ? days : days + offset / 1440;
  const written = (/s/.test(pattern) ? 1e9 : 60e9) / 10 ** (all.find(p => p.letter === 'S')?.size ?? 0);
  const unit = Math.max(written, (STEPS[step] ?? 0) * 1e9);
  let day = Math.floor(local), nanos = 0;
  if (clock) nanos = Math.round((local - day) * DAY / unit) * unit;
  else day = even(local);
  if (order === 'time') nanos = Math.min(DAY - unit, nanos);
  const at = new Date((day + Math.floor(nanos / DAY) + (step === 'month' ? 15 : 0)) * 86400000);
  if (step === 'month') at.setUTCDate(1);
  const second = Math.floor(nanos % DAY / 1e9), hour = Math.floor(second / 3600);
  const two = (number, size) => String(number).padStart(size, '0');
  return all.map(({ literal, letter, size }) => {
    switch (letter) {
      case 'u': case 'y': return size === 2 ? two(at.getUTCFullYear() % 100, 2) : two(at.getUTCFullYear(), size);
      case 'M': return size > 2 ? (size > 3 ? LONG_MONTHS : MONTHS)[at.getUTCMonth()] : two(at.getUTCMonth() + 1, size);
      case 'L': return MONTHS[at.getUTCMonth()].toUpperCase();
      case 'E': return WEEKDAYS[at.getUTCDay()].slice(0, size > 3 ? 9 : 3);
      case 'd': return two(at.getUTCDate(), size);
      case 'H': return two(hour, size);
      case 'h': return two((hour + 11) % 12 + 1, size);
      case 'm': return two(Math.floor(second / 60) % 60, size);
      case 's': return two(second % 60, size);
      case 'S': return two(nanos % 1e9, 9).slice(0, size);
      case 'a': return hour < 12 ? 'AM' : 'PM';
      case 'B': return hour < 12 ? 'am' : 'pm';
      default: return literal ?? letter.repeat(size);
    }
  }).join('');
}

// --- a column ---------------------------------------------------------------------------------------

/** The cells of one column; missing says which words mean that there is none. */
export class Cells {
  constructor(column, missing) {
    Object.assign(this, { column, missing, spelt: new Map() });
    if (!column.hashed) [...column.levels, ...column.pooled].forEach(level => this.spelt.set(this.key(level), level));
  }

  /** What makes two texts one level. */
  key(text) {
    const word = strip(text);
    let number = this.column.number ? readNumber(word, this.column.number) : NaN;
    if (this.column.number && Number.isNaN(number)) number = readNumber(withoutNotes(word), this.column.number);
    return !Number.isNaN(number) ? String(number) : this.column.type === 'binary' ? word.toLowerCase() : word;
  }

  /** The value of a cell as the model's files take it, null where there is none; and what is amiss with it. */
  read(cell) {
    const { column, missing } = this, text = strip(cell ?? '');
    if (!column.hashed && column.levels.includes(text)) return { value: text };
    if (!text || missing.always.includes(text) || column.missing.includes(text)) return { value: null };
    if (column.hashed) return { value: text };
    if (column.levels.length) {
      const level = this.spelt.get(text) ?? this.spelt.get(this.key(text));
      return level == null ? { value: text, problem: 'unseen value' } : { value: level };
    }
    let value = this.value(text);
    if (Number.isNaN(value)) value = this.value(withoutNotes(text));
    if (!Number.isNaN(value)) return { value: this.given(value) };
    return missing.numbers.includes(text.toLowerCase()) ? { value: null }
      : { value: null, problem: `${column.date ? 'no date' : 'no number'}, such as ${this.example()}` };
  }

  /** The number or days in a text; NaN if there are none. */
  value(text) {
    const { column } = this;
    return column.date ? readDate(western(text), column.date) : column.duration ? readDuration(text, column.duration)
      : column.units ? readUnits(text, column) : readNumber(text, column.number);
  }

  /** A number or days, in the units of the files. */
  given(value) {
    const { date } = this.column;
    return date && UNITS[date.order] ? value * UNITS[date.order] : value;
  }

  /** What stands in a missing cell: nothing, or a word where a blank is a value. */
  get none() { return !this.column.hashed && this.column.levels.includes('') ? 'NULL' : ''; }

  example() { return this.column.date ? this.write(this.column.date.order === 'time' ? .5 : 19876.5) : this.write(1234.5); }

  /** A number, days, or the number of a level, as a cell. */
  write(value) {
    if (typeof value === 'string' || value == null) return value ?? '';
    const { type, levels, number, date } = this.column;
    if (Number.isNaN(value)) return '';
    if (levels.length) return levels[Math.round(value)] ?? '';
    if (this.column.duration) return writeDuration(value, this.column.duration);
    if (this.column.units) return writeUnits(value, this.column);
    return date ? writeDate(value, date) : writeNumber(type === 'count' ? even(value) : value, number);
  }

  /** The bucket of a word of a column whose words share them: FNV-1a over its characters. */
  static bucket(word, buckets) {
    let hash = 0x811c9dc5;
    for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
    return ((hash ^ hash >>> 15) >>> 0) % buckets;
  }
}
