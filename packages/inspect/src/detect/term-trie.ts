/** Shortest word an automaton takes, in units: one character alone says nothing. */
export const trieUnitsMin = 2;
export const trieUnitsMax = 128;

/**
 * A trie over UTF-16 units, its nodes kept by hash (open addressing), with a filter of the first three units (two for
 * words of two) before it.
 * A node is its slot; the first two units of a word are one step, so that most places of a text cost one look at the
 * filter and the others one cache line a step. Against an Aho–Corasick automaton it needs no failure links; the price is
 * that a text made to match everywhere costs up to {@link trieUnitsMax} steps a unit.
 */
export interface TermTrie {
  /** One bit for each hash of the first units. */
  readonly filter: Uint32Array;
  readonly filterShift: number;
  /**
   * Two numbers a slot. The first is the slot of the node before, or the complement of a word's first unit. The second is
   * the unit, with bits for: taken, a word ends here, further nodes follow.
   */
  readonly slots: Int32Array;
  readonly slotShift: number;
  /** For each slot the number of the word that ends there. */
  readonly words: Int32Array;
  /** Units of the longest word. */
  readonly longest: number;
  /** Memory held. */
  readonly bytes: number;
}

const first = 0x9e37_79b1;
const second = 0x85eb_ca6b;
const isTaken = 1 << 16;
const endsWord = 1 << 17;
const goesOn = 1 << 18;
/** Of the second number: the unit and that the slot is taken. */
const keyBits = 0x1_ffff;

/**
 * Builds the trie of words already in the spelling of the texts. A word given twice keeps its first number.
 * @throws RangeError for a word outside {@link trieUnitsMin} to {@link trieUnitsMax} units
 */
export function buildTrie(words: readonly string[]): TermTrie {
  const nodesMax = countNodes(words);
  const slotBits = Math.max(6, Math.ceil(Math.log2(nodesMax * 1.5)));
  const filterBits = Math.min(23, Math.max(12, Math.ceil(Math.log2(Math.max(1, words.length) * 24))));
  const filter = new Uint32Array(2 ** (filterBits - 5));
  const slots = new Int32Array(2 ** (slotBits + 1));
  const numbers = new Int32Array(2 ** slotBits);
  const trie = { filter, filterShift: 32 - filterBits, slots, slotShift: 32 - slotBits, words: numbers };
  for (const [number, word] of words.entries()) {
    if (word.length < trieUnitsMin || word.length > trieUnitsMax)
      throw new RangeError('a word is too short or too long');
    const begin = hashOf(~word.charCodeAt(0), word.charCodeAt(1));
    const bit = (word.length === 2 ? begin : hashThird(begin, word.charCodeAt(2))) >>> trie.filterShift;
    filter[bit >>> 5] = (filter[bit >>> 5] ?? 0) | (1 << (bit & 31));
    let node = ~word.charCodeAt(0);
    for (let at = 1; at < word.length; at += 1) {
      if (node >= 0) slots[node * 2 + 1] = (slots[node * 2 + 1] ?? 0) | goesOn;
      node = takeSlot(trie, node, word.charCodeAt(at));
    }
    const state = slots[node * 2 + 1] ?? 0;
    if ((state & endsWord) !== 0) continue;
    slots[node * 2 + 1] = state | endsWord;
    numbers[node] = number;
  }
  const longest = words.reduce((most, word) => Math.max(most, word.length), 0);
  return { ...trie, longest, bytes: filter.byteLength + slots.byteLength + numbers.byteLength };
}

/** Nodes of a trie: for each word, in order, the units it does not share with the one before. */
function countNodes(words: readonly string[]): number {
  let before = '';
  let count = 1;
  for (const word of words.toSorted()) {
    let shared = 0;
    while (shared < word.length && word.charCodeAt(shared) === before.charCodeAt(shared)) shared += 1;
    count += word.length - shared;
    before = word;
  }
  return count;
}

function takeSlot(trie: Pick<TermTrie, 'slots' | 'slotShift'>, node: number, unit: number): number {
  const { slots, slotShift } = trie;
  const mask = slots.length / 2 - 1;
  const key = unit | isTaken;
  for (let slot = hashOf(node, unit) >>> slotShift; ; slot = (slot + 1) & mask) {
    const state = slots[slot * 2 + 1] ?? 0;
    if (state === 0) {
      slots[slot * 2] = node;
      slots[slot * 2 + 1] = key;
      return slot;
    }
    if ((state & keyBits) === key && slots[slot * 2] === node) return slot;
  }
}

function hashOf(left: number, right: number): number {
  const mixed = Math.imul(left, first) ^ Math.imul(right, second);
  return Math.imul(mixed ^ (mixed >>> 15), first);
}

/** For the filter: the hash of the first two units with the third. */
function hashThird(begin: number, third: number): number {
  return Math.imul(begin ^ third, second);
}

/** Where words were found: three numbers each (word, first unit, unit after the last). Grows up to its limit. */
export interface Matches {
  triples: Int32Array;
  count: number;
  /** Matches that found no room. */
  dropped: number;
}

export function makeMatches(): Matches {
  return { triples: new Int32Array(3 * 256), count: 0, dropped: 0 };
}

export interface Span {
  /** First place where a word may begin. */
  from: number;
  /** Places from here on begin no word; a word may reach past it. */
  to: number;
  /** Units there are. */
  length: number;
}

/** Adds every occurrence of every word that begins in a span, overlapping ones too, by place and then by length. */
export function findWords(
  trie: TermTrie,
  units: Uint16Array,
  span: Span,
  the: { into: Matches; matchesMax: number },
): void {
  const { filter, filterShift, slots, slotShift, words } = trie;
  const mask = slots.length / 2 - 1;
  const { length } = span;
  const last = Math.min(span.to, length - 1);
  for (let at = span.from; at < last; at += 1) {
    let node = ~(units[at] ?? 0);
    let next = at + 1;
    let unit = units[next] ?? 0;
    let hash = Math.imul(node, first) ^ Math.imul(unit, second);
    hash = Math.imul(hash ^ (hash >>> 15), first);
    const bit = hash >>> filterShift;
    if ((((filter[bit >>> 5] ?? 0) >>> (bit & 31)) & 1) === 0) {
      const third = Math.imul(hash ^ (units[at + 2] ?? 0), second) >>> filterShift;
      if ((((filter[third >>> 5] ?? 0) >>> (third & 31)) & 1) === 0) continue;
    }
    for (;;) {
      const key = unit | isTaken;
      let slot = hash >>> slotShift;
      let state = slots[slot * 2 + 1] ?? 0;
      while (state !== 0 && ((state & keyBits) !== key || slots[slot * 2] !== node)) {
        slot = (slot + 1) & mask;
        state = slots[slot * 2 + 1] ?? 0;
      }
      if (state === 0) break;
      next += 1;
      if ((state & endsWord) !== 0) addMatch(the, words[slot] ?? 0, at, next);
      if ((state & goesOn) === 0 || next >= length) break;
      node = slot;
      unit = units[next] ?? 0;
      hash = Math.imul(node, first) ^ Math.imul(unit, second);
      hash = Math.imul(hash ^ (hash >>> 15), first);
    }
  }
}

function addMatch(the: { into: Matches; matchesMax: number }, word: number, from: number, to: number): void {
  const { into, matchesMax } = the;
  if (into.count >= matchesMax) {
    into.dropped += 1;
    return;
  }
  if (into.count * 3 === into.triples.length) {
    const grown = new Int32Array(into.triples.length * 2);
    grown.set(into.triples);
    into.triples = grown;
  }
  const at = into.count * 3;
  into.triples[at] = word;
  into.triples[at + 1] = from;
  into.triples[at + 2] = to;
  into.count += 1;
}
