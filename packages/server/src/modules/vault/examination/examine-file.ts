import type { CopyIndex } from '@fengni/inspect/copy-index';
import type { Engine } from '@fengni/inspect/engine';
import type { WindowedFile } from '@fengni/inspect/file-to-inspect';
import type { ReadingPool } from '@fengni/inspect/reading-pool';
import { type RenderGap, describeRenderGap } from '@fengni/inspect/render-gaps';
import type { RenderEvent, RenderReport } from '@fengni/inspect/render-report';
import { judgeDocument } from '../../marks/judge-document.ts';
import { readHead } from './document-head.ts';
import { type DocumentText, wholeText } from './document-text.ts';
import type { ExaminationReport, FileGap, MarkProblem } from './examination-report.ts';
import { type PageImage, encodePageBook } from './page-book.ts';
import { type FileWords, readWords } from './read-words.ts';

/** What examines files: made once by the server, handed in by tests. */
export interface Examiner {
  readonly pool: Pick<ReadingPool, 'inspect'>;
  readonly engine: Engine;
  /** Draws the pages of a file in a process of its own. */
  readonly render: (file: WindowedFile, signal: AbortSignal) => AsyncIterable<RenderEvent>;
  /** Fingerprints of what is kept; null where another server keeps them. */
  readonly copies: Pick<CopyIndex, 'query' | 'add' | 'remove' | 'compact'> | null;
}

export interface FileToExamine {
  readonly file: WindowedFile;
  readonly name: string;
  readonly signal: AbortSignal;
  readonly onProgress: (phase: 'reading' | 'rendering', done: number, total: number) => void;
  /** Takes the page images as one stream, once. */
  readonly keepPages: (book: AsyncIterable<Uint8Array>) => Promise<void>;
}

const nearCopiesMax = 20;
const queriedUnitsMax = 4 * 1024 * 1024;
const gapsMax = 60;
/** Gaps of pages that leave nothing out of what the document says. */
const harmless: ReadonlySet<RenderGap['reason']> = new Set([
  'fonts-substituted',
  'simple-layout',
  'external-content',
]);

/** Reads a file, judges its marks, looks for near copies and draws its pages. Its faults become gaps of the report. */
export async function examineFile(examiner: Examiner, the: FileToExamine): Promise<DocumentText> {
  const words = await readWords({
    ...the,
    ...examiner,
    onText: (units) => the.onProgress('reading', units, 0),
  });
  const rendering = await drawPages(examiner, the);
  const gaps = [...words.gaps, ...rendering.gaps.map(gapOf)].slice(0, gapsMax);
  const text = wholeText(words.pieces);
  const report: ExaminationReport = {
    kind: words.kind,
    outcome: outcomeOf(words, rendering),
    head: readHead({ segments: words.head, findings: words.findings, fileName: the.name }),
    problems: problemsOf(words, the.name),
    gaps,
    pages: rendering.pages,
    rendering: rendering.pages === 0 ? null : { engine: rendering.engine, faithful: rendering.faithful },
    nearCopies: findNearCopies(examiner, text),
    textUnits: text.length,
  };
  return { report, pieces: words.pieces };
}

async function drawPages(examiner: Examiner, the: FileToExamine): Promise<RenderReport> {
  const reports: RenderReport[] = [];
  async function* pages(): AsyncGenerator<PageImage> {
    for await (const event of examiner.render(the.file, the.signal)) {
      if (event.type === 'report') {
        reports.push(event.report);
        continue;
      }
      the.onProgress('rendering', event.page, 0);
      yield event;
    }
  }
  await the.keepPages(encodePageBook(pages()));
  return (
    reports[0] ?? {
      kind: 'unknown',
      engine: 'simple',
      pages: 0,
      faithful: false,
      gaps: [{ reason: 'crashed' }],
    }
  );
}

function gapOf(gap: RenderGap): FileGap {
  return {
    what: 'pages',
    reason: gap.reason,
    ...describeRenderGap(gap),
    page: gap.page ?? null,
    count: gap.count ?? 1,
  };
}

function outcomeOf(words: FileWords, rendering: RenderReport): ExaminationReport['outcome'] {
  const hasText = words.pieces.length > 0;
  if (!hasText && rendering.pages === 0) return 'failed';
  const isWhole =
    words.gaps.length === 0 &&
    rendering.pages > 0 &&
    !rendering.gaps.some(({ reason }) => !harmless.has(reason));
  return isWhole ? 'whole' : 'partly';
}

/** What is wrong with the marks of the document, said before anybody registers it. */
function problemsOf({ findings, head }: FileWords, fileName: string): MarkProblem[] {
  return judgeDocument({ findings, segments: head, fileName, expected: null }).map((problem) => ({
    ...problem,
  }));
}

function findNearCopies({ copies }: Examiner, text: string): ExaminationReport['nearCopies'] {
  if (copies === null || text === '') return [];
  return copies
    .query(text.slice(0, queriedUnitsMax))
    .slice(0, nearCopiesMax)
    .map(({ id, shareOfQuery, shareOfDocument }) => ({
      copyId: id,
      share: shareOfQuery,
      shareOfOther: shareOfDocument,
    }));
}
