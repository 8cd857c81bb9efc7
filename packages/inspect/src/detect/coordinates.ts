import type { Detector, TextRun } from './detector.ts';
import type { Hit } from './finding.ts';
import { formOf } from './forms.ts';
import { type GroundPoint, hullAreaKm2, projectDegrees } from './coordinate-geometry.ts';
import { findSurveyHits } from './survey-terms.ts';
import { originalSpan } from './normalise.ts';

/** A pair of coordinates in a text. It holds the numbers themselves and never leaves the inspecting process. */
export interface CoordinatePair {
  from: number;
  to: number;
  system: 'degrees' | 'dms' | 'plane';
  /** Degrees, or metres in a projected plane. */
  first: number;
  second: number;
  precisionMetres: number;
  /** Gauss–Krüger zone, 0 where the easting has none. */
  zone: number;
  /** A word near by says that these are coordinates. */
  isNamed: boolean;
}

/** Continuous cover beyond which measured data are a matter of state secrecy (自然资发〔2020〕95号 item 18; FACTS Z2, Z4). */
export const hullAreaKm2Max = 25;
/** Positions on open maps are no finer than this (FACTS Z7). */
export const openPrecisionMetres = 50;
/** Fewer fine points than this say little about an area. */
export const finePointsMin = 5;
const pairsMax = 5000;
const citation = '自然资发〔2020〕95号#18; 测绘法#47; FACTS Z1–Z9';

const signs =
  '(?:[东西北南]?[经纬]度?|[东西北南]经|[北南]纬|[NSEWnsew]|[Ll]at(?:itude)?|[Ll]ng|[Ll]on(?:gitude)?|[XYxyBL])?[:= ]{0,3}["\']?';
const degree = '-?\\d{1,3}\\.\\d{3,10}';
const gap = '[°度]?[ ]?[NSEWnsew]?["\']?[\\s,;/、，；)]{1,4}[(]?["\']?';
const degreePair = new RegExp(
  `(?<![\\d.])(?<first>${degree})${gap}${signs}(?<second>${degree})(?![\\d]|\\.\\d)`,
  'gu',
);

const dms = (name: string): string =>
  `(?<${name}d>\\d{1,3})[ ]?[°度º˚][ ]?(?<${name}m>\\d{1,2})[ ]?[′'’分‵][ ]?(?<${name}s>\\d{1,2}(?:\\.\\d{1,6})?)[ ]?(?:″|"|”|''|′′|秒)`;
const dmsPair = new RegExp(
  `(?<!\\d)${dms('a')}[ ]?[NSEWnsew]?[\\s,;/、，；和至)]{0,4}(?:[东西北南][经纬]:?[ ]?|[NSEWnsew][ ]?)?${dms('b')}`,
  'gu',
);

const northing = '(?<north>[1-5]\\d{6}(?:\\.\\d{1,4})?)';
const easting = '(?<east>(?:1[3-9]|2[0-9]|3[0-9]|4[0-5])\\d{6}(?:\\.\\d{1,4})?|[2-7]\\d{5}\\.\\d{1,4})';
const planePair = new RegExp(
  `(?<![\\d.])${northing}m?[\\s,;/、，；]{1,4}(?:[Yy][:= ]{0,3})?${easting}(?![\\d]|\\.\\d)`,
  'gu',
);
const planePairTurned = new RegExp(
  `(?<![\\d.])${easting}m?[\\s,;/、，；]{1,4}(?:[XxNn][:= ]{0,3})?${northing}(?![\\d]|\\.\\d)`,
  'gu',
);

const namingWords =
  /[东西北南]经|[北南]纬|经度|纬度|经纬|坐标|座标|[Cc]oordinate|[Ll]atitude|[Ll]ongitude|\b[Ll](?:at|ng|on)\b|CGCS ?2000|WGS-?84|GCJ-?02|BD-?09|北京54|西安80|大地|测点|控制点|井位|井口|点位|[°度]/u;
const namingUnits = 80;

/**
 * Pairs of coordinates in a run: degrees with three decimals and more, degrees with minutes and seconds, Gauss–Krüger
 * plane coordinates. Three decimals of latitude are 111 m, six are 0.11 m.
 */
export function collectCoordinates(run: TextRun): CoordinatePair[] {
  const form = formOf(run, 'plain');
  const { text } = form;
  if (!/\d[.°度º˚]\d|\d{6}/u.test(text)) return [];
  const isSaid = namingWords.test(text);
  const found: CoordinatePair[] = [];
  const add = (
    match: RegExpExecArray,
    pair: Omit<CoordinatePair, 'from' | 'to' | 'isNamed'> | undefined,
  ): void => {
    if (pair === undefined || found.length >= pairsMax) return;
    const to = match.index + match[0].length;
    // two of a longer row of numbers
    if (
      !isSaid &&
      (/\d, ?$/.test(text.slice(Math.max(0, match.index - 3), match.index)) ||
        /^, ?-?\d/.test(text.slice(to, to + 4)))
    )
      return;
    const near = text.slice(Math.max(0, match.index - namingUnits), to + 12);
    const isNamed = pair.system === 'dms' || (isSaid && namingWords.test(near));
    found.push({ ...pair, ...originalSpan(form, match.index, to), isNamed });
  };
  for (const match of text.matchAll(degreePair)) add(match, readDegrees(match));
  if (/[°度º˚]/u.test(text)) for (const match of text.matchAll(dmsPair)) add(match, readDms(match));
  for (const match of text.matchAll(planePair)) add(match, readPlane(match));
  for (const match of text.matchAll(planePairTurned)) add(match, readPlane(match));
  return keepLikely(found);
}

/** Without a word near by a pair of decimals is taken for coordinates only if it is fine and lies in or about China. */
function keepLikely(pairs: readonly CoordinatePair[]): CoordinatePair[] {
  const isSet = pairs.filter(({ isNamed }) => isNamed).length * 2 >= pairs.length;
  return pairs
    .filter((pair) => {
      if (pair.isNamed) return true;
      if (pair.system === 'plane') return isSet || pair.zone > 0;
      return isSet || (pair.precisionMetres < 20 && isAboutChina(pair));
    })
    .toSorted((a, b) => a.from - b.from);
}

function isAboutChina({ first, second }: CoordinatePair): boolean {
  return first >= 3 && first <= 54 && second >= 73 && second <= 136;
}

function readDegrees({
  groups = {},
}: RegExpExecArray): Omit<CoordinatePair, 'from' | 'to' | 'isNamed'> | undefined {
  const [a, b] = [Number(groups['first']), Number(groups['second'])];
  const decimals = Math.min(decimalsOf(groups['first']), decimalsOf(groups['second']));
  const pair = inOrder(a, b);
  return pair === undefined
    ? undefined
    : { ...pair, system: 'degrees', precisionMetres: 111_320 / 10 ** decimals, zone: 0 };
}

function readDms({
  groups = {},
}: RegExpExecArray): Omit<CoordinatePair, 'from' | 'to' | 'isNamed'> | undefined {
  const read = (name: string): number | undefined => {
    const [degrees, minutes, seconds] = ['d', 'm', 's'].map((part) => Number(groups[name + part]));
    if (degrees === undefined || minutes === undefined || seconds === undefined) return undefined;
    return minutes < 60 && seconds < 60 ? degrees + minutes / 60 + seconds / 3600 : undefined;
  };
  const [a, b] = [read('a'), read('b')];
  if (a === undefined || b === undefined) return undefined;
  const pair = inOrder(a, b);
  const decimals = Math.min(decimalsOf(groups['as']), decimalsOf(groups['bs']));
  return pair === undefined
    ? undefined
    : { ...pair, system: 'dms', precisionMetres: 30.9 / 10 ** decimals, zone: 0 };
}

function readPlane({
  groups = {},
}: RegExpExecArray): Omit<CoordinatePair, 'from' | 'to' | 'isNamed'> | undefined {
  const [north, east] = [groups['north'] ?? '', groups['east'] ?? ''];
  const isZoned = /^\d{8}/.test(east);
  const zone = isZoned ? Number(east.slice(0, 2)) : 0;
  const second = isZoned ? Number(east.slice(2)) : Number(east);
  // a Gauss–Krüger easting lies within about 350 km of 500 km
  if (Number(north) > 5_950_000 || second < 150_000 || second > 850_000) return undefined;
  const decimals = Math.min(decimalsOf(north), decimalsOf(east));
  return { first: Number(north), second, system: 'plane', precisionMetres: 1 / 10 ** decimals, zone };
}

/** Latitude first, whichever way they were written; undefined where they are no place on earth. */
function inOrder(a: number, b: number): { first: number; second: number } | undefined {
  if (Math.abs(a) <= 90 && Math.abs(b) <= 180 && Math.abs(b) > Math.abs(a)) return { first: a, second: b };
  if (Math.abs(b) <= 90 && Math.abs(a) <= 180) return { first: b, second: a };
  return undefined;
}

function decimalsOf(digits: string | undefined): number {
  const point = digits?.indexOf('.') ?? -1;
  return digits === undefined || point < 0 ? 0 : digits.length - point - 1;
}

/** What the coordinates of a document amount to. The verdict on it is always a person's: it asks for review. */
export interface CoordinateAlarm {
  count: number;
  /** Points finer than open maps may show. */
  fineCount: number;
  /** The finest, in metres. */
  precisionMetres: number;
  areaKm2: number;
  confidence: number;
}

/**
 * Weighs precision × count × area over all coordinates of a document: an alarm needs {@link finePointsMin} points finer
 * than {@link openPrecisionMetres} that span more than {@link hullAreaKm2Max}. Null where they do not.
 */
export function judgeCoordinates(pairs: readonly CoordinatePair[]): CoordinateAlarm | null {
  const fine = pairs.filter(({ precisionMetres }) => precisionMetres < openPrecisionMetres);
  if (fine.length < finePointsMin) return null;
  const areaKm2 = Math.max(...groundSets(fine).map(hullAreaKm2));
  if (areaKm2 <= hullAreaKm2Max) return null;
  const precisionMetres = fine.reduce(
    (least, pair) => Math.min(least, pair.precisionMetres),
    Number.POSITIVE_INFINITY,
  );
  const named = fine.filter(({ isNamed }) => isNamed).length / fine.length;
  const sure = 0.4 + 0.3 * named + (fine.length >= 20 ? 0.15 : 0) + (precisionMetres <= 1.2 ? 0.1 : 0);
  return {
    count: pairs.length,
    fineCount: fine.length,
    precisionMetres,
    areaKm2,
    confidence: Math.min(0.95, sure),
  };
}

/** Points that lie on one plane together: all in degrees, and those of each zone. */
function groundSets(pairs: readonly CoordinatePair[]): GroundPoint[][] {
  const geographic = pairs
    .filter(({ system }) => system !== 'plane')
    .map(({ first, second, precisionMetres }) => ({ latitude: first, longitude: second, precisionMetres }));
  const zones = new Map<number, GroundPoint[]>();
  for (const { system, first, second, precisionMetres, zone } of pairs) {
    if (system !== 'plane') continue;
    const points = zones.get(zone) ?? [];
    zones.set(zone, points);
    points.push({ x: second, y: first, precisionMetres });
  }
  return [projectDegrees(geographic), ...zones.values()];
}

/**
 * The detector of coordinates and survey data. One pair alone is told with little confidence; a set that spans more than
 * the area allowed gives `coordinate.set` over its pairs. Facts tell how many and how fine, never where.
 */
export const coordinateDetector: Detector = {
  id: 'coordinate',
  detect(run) {
    const [ownFrom, ownTo] = [run.ownFrom ?? 0, run.ownTo ?? Number.POSITIVE_INFINITY];
    const pairs = collectCoordinates(run).filter(({ from }) => from >= ownFrom && from < ownTo);
    const hits = pairs.map(({ from, to, system, precisionMetres, isNamed, zone }): Hit => ({
      detector: 'coordinate.pair',
      family: 'coordinate',
      from,
      to,
      confidence: isNamed ? 0.3 : 0.15,
      citation,
      facts: {
        system,
        precisionMetres: Number(precisionMetres.toPrecision(2)),
        ...(zone > 0 ? { zoned: true } : {}),
      },
    }));
    const alarm = judgeCoordinates(pairs);
    const [first, last] = [pairs[0], pairs.at(-1)];
    if (alarm !== null && first !== undefined && last !== undefined)
      hits.push(alarmHit(alarm, first.from, last.to));
    return [...hits, ...findSurveyHits(run, pairs.length)];
  },
};

function alarmHit(alarm: CoordinateAlarm, from: number, to: number): Hit {
  const { count, fineCount, precisionMetres, areaKm2, confidence } = alarm;
  return {
    detector: 'coordinate.set',
    family: 'coordinate',
    from,
    to,
    confidence,
    citation,
    facts: {
      count,
      fineCount,
      precisionMetres: Number(precisionMetres.toPrecision(2)),
      areaKm2: Number(areaKm2.toPrecision(2)),
      verdict: 'review',
    },
  };
}
