import type { ExtractionEvent } from '@fengni/inspect/extraction-events';
import { type Gap, describeGap } from '@fengni/inspect/gaps';
import { inspectEvents } from '@fengni/inspect/inspect-events';
import type { Engine } from '@fengni/inspect/engine';
import type { Segment } from '@fengni/inspect/place';
import type { WindowedFile } from '@fengni/inspect/file-to-inspect';
import type { ReadingPool } from '@fengni/inspect/reading-pool';
import type { ReportedFinding } from '@fengni/inspect/report';
import type { TextPiece } from '../search/find-words.ts';
import { headSegmentsMax } from './document-head.ts';
import { keptTextUnitsMax } from './document-text.ts';
import type { FileGap } from './examination-report.ts';

/** What reading a file gave: its words, what the detectors say of them, and what could not be read. */
export interface FileWords {
  readonly kind: string;
  readonly pieces: readonly TextPiece[];
  readonly findings: readonly ReportedFinding[];
  /** The first pieces as they were found, for the head of the document. */
  readonly head: readonly Segment[];
  readonly gaps: readonly FileGap[];
}

/** Texts beside a document's own: everybody's file has such an author and such a program. */
const asideKinds: ReadonlySet<string> = new Set(['property', 'name', 'attribute']);
/** Gaps that leave nothing out of what the file itself says. */
const harmless: ReadonlySet<Gap['reason']> = new Set(['external-content', 'cycle', 'macro-not-read']);
const gapsMax = 60;
const pieceUnits = 16 * 1024;

/**
 * Reads a file in a process of its own and has its words looked through. `onText` hears how much has come; the file's
 * faults become gaps, never errors.
 */
export async function readWords(the: {
  readonly pool: Pick<ReadingPool, 'inspect'>;
  readonly engine: Engine;
  readonly file: WindowedFile;
  readonly name: string;
  readonly signal: AbortSignal;
  readonly onText: (units: number) => void;
}): Promise<FileWords> {
  const words = new Words();
  async function* events(): AsyncGenerator<ExtractionEvent> {
    for await (const event of the.pool.inspect(the.file, { name: the.name, signal: the.signal })) {
      if (event.type === 'segments') {
        for (const segment of event.segments) words.add(segment);
        the.onText(words.units);
      }
      yield event;
    }
  }
  const { kind, findings, uninspected } = await inspectEvents(events(), the.name, the.engine);
  const gaps = uninspected.filter(({ reason }) => !harmless.has(reason)).map(gapOf);
  if (words.isCut) gaps.push(gapOf({ path: [], reason: 'too-much-text', limit: keptTextUnitsMax }));
  return { kind, findings, pieces: words.finish(), head: words.head, gaps: gaps.slice(0, gapsMax) };
}

function gapOf(gap: Gap): FileGap {
  return {
    what: 'text',
    reason: gap.reason,
    ...describeGap(gap),
    page: gap.page ?? null,
    count: gap.count ?? 1,
  };
}

/** Puts segments together to pieces of one page each. */
class Words {
  readonly head: Segment[] = [];
  readonly #pieces: TextPiece[] = [];
  #lines: string[] = [];
  #lineUnits = 0;
  #page: number | null = null;
  #path = '';
  units = 0;
  isCut = false;

  add(segment: Segment): void {
    if (this.head.length < headSegmentsMax) this.head.push(segment);
    const { place, overlap = 0 } = segment;
    if (asideKinds.has(place.kind)) return;
    const text = segment.text.slice(overlap);
    if (this.units + text.length > keptTextUnitsMax) {
      this.isCut = true;
      return;
    }
    const page = place.page ?? place.slide ?? null;
    const path = place.path.join('\0');
    if (page !== this.#page || path !== this.#path || (page === null && this.#lineUnits > pieceUnits)) {
      this.#close();
      this.#page = page;
      this.#path = path;
    }
    if (overlap > 0 && this.#lines.length > 0) this.#lines.push(`${this.#lines.pop() ?? ''}${text}`);
    else this.#lines.push(text);
    this.#lineUnits += text.length;
    this.units += text.length;
  }

  finish(): readonly TextPiece[] {
    this.#close();
    return this.#pieces;
  }

  #close(): void {
    const text = this.#lines.join('\n');
    if (text.trim() !== '') this.#pieces.push({ page: this.#page, text });
    this.#lines = [];
    this.#lineUnits = 0;
  }
}
