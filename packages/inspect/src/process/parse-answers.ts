import { isGapReason } from '../document/gaps.ts';
import type { Gap } from '../document/gaps.ts';
import type { PictureFound } from '../document/extraction.ts';
import { fileKinds } from '../document/kinds.ts';
import type { FileKind } from '../document/kinds.ts';
import { hiddenReasons, placeKinds } from '../document/place.ts';
import type { Hidden, Place, PlaceKind, Region, Segment } from '../document/place.ts';
import { isRecord } from '../document/is-record.ts';
import { splitMixed } from './wire.ts';

/**
 * A process that read a hostile file may answer anything. Everything is built anew from what has the right shape; what has not
 * throws, and the process is ended.
 */
export class ForeignAnswer extends Error {
  constructor(what: string) {
    super(`The worker's ${what} breaks the rules.`);
    this.name = 'ForeignAnswer';
  }
}

const textUnitsMax = 128 * 1024;
const nameUnitsMax = 64 * 1024;
const pathNamesMax = 64;
const pathNameUnitsMax = 1024;
const segmentsMax = 4096;
/** Lines on all pages of a picture. */
const recognisedMax = 100_000;

const kindSet: ReadonlySet<string> = new Set(fileKinds);
const placeKindSet: ReadonlySet<string> = new Set(placeKinds);
const hiddenSet: ReadonlySet<string> = new Set(hiddenReasons);

export function parseKind(payload: Buffer): FileKind {
  const kind = parseJson(payload);
  if (!isKind(kind)) throw new ForeignAnswer('kind');
  return kind;
}

function isKind(value: unknown): value is FileKind {
  return typeof value === 'string' && kindSet.has(value);
}

export function parseSegments(payload: Buffer): Segment[] {
  const batch = parseJson(payload);
  if (!isRecord(batch) || !Array.isArray(batch['segments']) || batch['segments'].length > segmentsMax)
    throw new ForeignAnswer('segments');
  const path = parsePath(batch['path']);
  return batch['segments'].map((segment) => parseSegment(segment, path));
}

/** What was seen in a picture; its path is the picture's. */
export interface PictureAnswer {
  segments: Segment[];
  gaps: Gap[];
  hash?: { pHash: string; dHash: string };
  width: number;
  height: number;
}

export function parsePictureAnswer(payload: Buffer, path: readonly string[]): PictureAnswer {
  const value = parseJson(payload);
  if (!isRecord(value)) throw new ForeignAnswer('picture');
  const { segments, gaps, hash } = value;
  if (!Array.isArray(segments) || segments.length > recognisedMax) throw new ForeignAnswer('segments');
  if (!Array.isArray(gaps) || gaps.length > recognisedMax) throw new ForeignAnswer('gaps');
  const answer: PictureAnswer = {
    segments: segments.map((segment) => parseSegment(segment, path)),
    gaps: gaps.map((gap: unknown) => gapFrom(isRecord(gap) ? { ...gap, path } : gap)),
    width: count(value['width']),
    height: count(value['height']),
  };
  if (isRecord(hash)) answer.hash = { pHash: hashDigits(hash['pHash']), dHash: hashDigits(hash['dHash']) };
  return answer;
}

function hashDigits(value: unknown): string {
  if (typeof value !== 'string' || !/^[0-9a-f]{16}$/.test(value)) throw new ForeignAnswer('hash');
  return value;
}

function parseSegment(value: unknown, path: readonly string[]): Segment {
  if (!isRecord(value)) throw new ForeignAnswer('segment');
  const { text, hidden, certainty, overlap } = value;
  if (typeof text !== 'string' || text.length > textUnitsMax) throw new ForeignAnswer('text');
  const segment: Segment = { text, place: parsePlace(value['place'], path) };
  if (hidden !== undefined) {
    if (!isHidden(hidden)) throw new ForeignAnswer('hidden');
    segment.hidden = hidden;
  }
  if (certainty !== undefined) segment.certainty = fraction(certainty);
  if (overlap !== undefined) segment.overlap = Math.min(count(overlap), text.length);
  return segment;
}

function isHidden(value: unknown): value is Hidden {
  return typeof value === 'string' && hiddenSet.has(value);
}

function isPlaceKind(value: unknown): value is PlaceKind {
  return typeof value === 'string' && placeKindSet.has(value);
}

function parsePlace(value: unknown, path: readonly string[]): Place {
  if (!isRecord(value) || !isPlaceKind(value['kind'])) throw new ForeignAnswer('place');
  const place: Place = { path, kind: value['kind'] };
  for (const key of ['page', 'paragraph', 'line', 'slide'] as const) {
    const number = value[key];
    if (number !== undefined) place[key] = count(number);
  }
  for (const key of ['sheet', 'cell', 'name'] as const) {
    const word = value[key];
    if (word !== undefined) place[key] = shortText(word);
  }
  const region = parseRegion(value['region']);
  if (region !== undefined) place.region = region;
  return place;
}

/** What is no number (the place of a glyph that has none) leaves no region. */
function parseRegion(value: unknown): Region | undefined {
  if (value === undefined) return undefined;
  if (!isRecord(value)) throw new ForeignAnswer('region');
  const { x, y, width, height } = value;
  if ([x, y, width, height].includes(null)) return undefined;
  return { x: fraction(x), y: fraction(y), width: fraction(width), height: fraction(height) };
}

export function parseGap(payload: Buffer): Gap {
  return gapFrom(parseJson(payload));
}

function gapFrom(value: unknown): Gap {
  if (!isRecord(value) || !isGapReason(value['reason'])) throw new ForeignAnswer('gap');
  const gap: Gap = { path: parsePath(value['path']), reason: value['reason'] };
  for (const key of ['bytes', 'page', 'count', 'limit'] as const) {
    const number = value[key];
    if (number !== undefined) gap[key] = count(number);
  }
  return gap;
}

/** Bytes of memory a worker holds after a file, by its own word. */
export function parseMemory(payload: Buffer): number {
  const value = parseJson(payload);
  return count(isRecord(value) ? value['memoryBytes'] : undefined);
}

export interface PictureReceived extends PictureFound {
  path: readonly string[];
}

/** A picture; `before` are the bytes of the one before, which it may share. */
export function parsePicture(payload: Buffer, before: Uint8Array | undefined): PictureReceived {
  const { json, bytes } = mixed(payload);
  if (!isRecord(json)) throw new ForeignAnswer('picture');
  const own = json['isSame'] === true ? before : bytes;
  if (own === undefined) throw new ForeignAnswer('picture');
  const picture: PictureReceived = { path: parsePath(json['path']), bytes: own };
  for (const key of ['page', 'slide'] as const) {
    const number = json[key];
    if (number !== undefined) picture[key] = count(number);
  }
  const region = parseRegion(json['region']);
  if (region !== undefined) picture.region = region;
  if (json['isPage'] === true) picture.isPage = true;
  if (isRecord(json['pdf'])) picture.pdf = pdfFrom(json['pdf']);
  return picture;
}

function pdfFrom(value: Record<string, unknown>): { password?: string } {
  const { password } = value;
  return password === undefined ? {} : { password: shortText(password) };
}

/** A piece of what a task gives: still to be parsed by whoever asked for it. */
export function parseAnswer(payload: Buffer): { value: unknown; bytes: Buffer } {
  const { json, bytes } = mixed(payload);
  return { value: json, bytes };
}

function mixed(payload: Buffer): { json: unknown; bytes: Buffer } {
  try {
    return splitMixed(payload);
  } catch {
    throw new ForeignAnswer('frame');
  }
}

function parseJson(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8'));
  } catch {
    throw new ForeignAnswer('JSON');
  }
}

/** A window of the file that a worker asks for. */
export function parseWindow(
  payload: Buffer,
  limits: { length: number; fileBytes: number },
): { offset: number; length: number } {
  if (payload.length !== 12) throw new ForeignAnswer('window');
  const offset = Number(payload.readBigUInt64BE(0));
  const length = payload.readUInt32BE(8);
  if (offset > limits.fileBytes || length > limits.length) throw new ForeignAnswer('window');
  return { offset, length };
}

function parsePath(value: unknown): string[] {
  if (!Array.isArray(value) || value.length > pathNamesMax) throw new ForeignAnswer('path');
  return value.map((name: unknown) => {
    if (typeof name !== 'string' || name.length > pathNameUnitsMax) throw new ForeignAnswer('path');
    return name;
  });
}

function shortText(value: unknown): string {
  if (typeof value !== 'string' || value.length > nameUnitsMax) throw new ForeignAnswer('name');
  return value;
}

function count(value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0 || value > Number.MAX_SAFE_INTEGER)
    throw new ForeignAnswer('number');
  return Math.floor(value);
}

/** Rounding may lead a little past the edge. */
function fraction(value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new ForeignAnswer('fraction');
  return Math.min(1, Math.max(0, value));
}
