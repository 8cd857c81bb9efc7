import { workbookLimits } from '../src/workbook/workbook.ts';
import { packStored, readZipDirectory, unpackEntry } from '../src/workbook/zip-package.ts';

/** Chance that can be repeated: mulberry32. */
export function makeRandom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Random = ReturnType<typeof makeRandom>;

const mutations: readonly ((bytes: Buffer, random: Random) => Buffer)[] = [
  (bytes, random) => bytes.subarray(0, random(bytes.length)),
  (bytes, random) => {
    const copy = Buffer.from(bytes);
    for (let count = 1 + random(20); count > 0; count -= 1) copy[random(copy.length)] = random(256);
    return copy;
  },
  (bytes, random) => {
    const start = random(bytes.length);
    return Buffer.concat([bytes.subarray(0, start), bytes.subarray(start + random(200))]);
  },
  (bytes, random) => {
    const start = random(bytes.length);
    const piece = bytes.subarray(start, start + random(400));
    return Buffer.concat([
      bytes.subarray(0, start),
      ...Array.from({ length: 1 + random(30) }, () => piece),
      bytes.subarray(start),
    ]);
  },
  (bytes, random) => {
    const text = bytes.toString('latin1');
    const numbers = ['4294967295', '-1', '99999999999999999999', '1e308', 'NaN', ''];
    const places = [...text.matchAll(/\d+/g)];
    const place = places[random(Math.max(1, places.length))];
    if (place === undefined) return bytes;
    const end = place.index + place[0].length;
    return Buffer.from(
      text.slice(0, place.index) + numbers[random(numbers.length)] + text.slice(end),
      'latin1',
    );
  },
];

/** A file changed in one to three ways; half of the packages are changed within a part and packed anew. */
export function mutateFile(file: Buffer, seed: number): Buffer {
  const random = makeRandom(seed);
  if (file.readUInt32BE(0) === 0x504b0304 && random(2) === 0) return mutatePart(file, random);
  return mutateBytes(file, random);
}

function mutatePart(file: Buffer, random: Random): Buffer {
  const entries = readZipDirectory(file, workbookLimits);
  const chosen = random(entries.length);
  return packStored(
    entries.map((entry, place) => {
      const content = unpackEntry(file, entry);
      return { name: entry.name, content: place === chosen ? mutateBytes(content, random) : content };
    }),
  );
}

function mutateBytes(bytes: Buffer, random: Random): Buffer {
  let mutated = bytes;
  for (let count = 1 + random(3); count > 0; count -= 1) {
    if (mutated.length === 0) return mutated;
    mutated = mutations[random(mutations.length)]?.(mutated, random) ?? mutated;
  }
  return mutated;
}
