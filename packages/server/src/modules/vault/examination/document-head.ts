import type { ReportedFinding } from '@fengni/inspect/report';
import type { Place, Segment } from '@fengni/inspect/place';
import { parseMarkTolerant } from '@fengni/schemes/mark';
import type { ExaminationReport } from './examination-report.ts';

type Head = ExaminationReport['head'];

/** Pieces of text from the beginning of a file among which its head is looked for. */
export const headSegmentsMax = 120;
const titleUnitsMax = 200;
const titleLinesMax = 3;
const titleEnd =
  /的?(?:决议|决定|命令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要|方案|办法|规定|规划|计划|要点|总结|汇报|说明|清单|制度|细则)(?:（[^）]{1,20}）)?$/u;
const body: ReadonlySet<Place['kind']> = new Set(['body', 'heading', 'table', 'text-box', 'slide', 'cell']);

/** What the head of a document says, by what the detectors found there: a proposal for the form, never more. */
export function readHead(the: {
  readonly segments: readonly Segment[];
  readonly findings: readonly ReportedFinding[];
  readonly fileName: string;
}): Head {
  const { segments, findings } = the;
  const words = (detector: string): string | null => {
    const found = findings.find((one) => one.detector === detector && one.place.path.length === 0);
    return found === undefined ? null : wordsOf(found, segments);
  };
  const markText = markTextOf(findings, segments);
  const read = markText === null ? null : parseMarkTolerant(markText, { allowOverMaximum: true });
  const issuer = words('head.issuer');
  return {
    title: findTitle(the),
    documentNo: words('head.number')?.replaceAll(/\s/gu, '') ?? null,
    originator: issuer?.replaceAll(/\s/gu, '').replace(/文件$/u, '') ?? null,
    copyNo: /\d{6}/.exec(words('head.copy-number') ?? '')?.[0] ?? null,
    markText,
    mark: read?.ok === true ? read.mark : null,
  };
}

/** The mark that rules the document: in its head, with a level, and not of a portion. */
function markTextOf(findings: readonly ReportedFinding[], segments: readonly Segment[]): string | null {
  const marks = findings.filter(
    ({ family, facts, place }) =>
      family === 'mark' && typeof facts['level'] === 'string' && place.path.length === 0,
  );
  const inHead = marks.filter(({ facts }) => ['head', 'corner', 'header'].includes(String(facts['zone'])));
  const [first] = inHead.toSorted((a, b) => b.confidence - a.confidence);
  return first === undefined ? null : wordsOf(first, segments);
}

/** The words a finding of the head stands for: the findings themselves never quote. */
function wordsOf({ place, from, to }: ReportedFinding, segments: readonly Segment[]): string | null {
  const segment = segments.find((one) => samePlace(one.place, place));
  const words = segment?.text.slice(from, to).trim() ?? '';
  return words === '' ? null : words;
}

function samePlace(a: Place, b: Place): boolean {
  return (
    a.kind === b.kind &&
    a.page === b.page &&
    a.paragraph === b.paragraph &&
    a.line === b.line &&
    a.sheet === b.sheet &&
    a.cell === b.cell &&
    a.slide === b.slide &&
    a.region?.y === b.region?.y &&
    a.region?.x === b.region?.x
  );
}

/** The title: what begins with 关于 and ends as titles of documents do, else a heading, else the first line that is no part of the head. */
function findTitle(the: {
  readonly segments: readonly Segment[];
  readonly findings: readonly ReportedFinding[];
  readonly fileName: string;
}): string | null {
  const shown = the.segments.filter(
    ({ place, hidden, text }) =>
      place.path.length === 0 && hidden === undefined && body.has(place.kind) && text.trim() !== '',
  );
  const lines = shown
    .flatMap(({ text }) => text.split('\n'))
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const about = lines.findIndex((line) => line.includes('关于') && line.length <= titleUnitsMax);
  if (about >= 0) {
    for (let count = 1; count <= titleLinesMax; count += 1) {
      const title = lines.slice(about, about + count).join('');
      if (titleEnd.test(title)) return title.slice(0, titleUnitsMax);
    }
  }
  const heading = shown.find(({ place }) => place.kind === 'heading')?.text.trim();
  if (heading !== undefined && heading.length <= titleUnitsMax) return heading;
  const isHead = (line: string) =>
    the.findings.some(({ family, place, from, to }) => {
      if (family !== 'document-head' && family !== 'mark') return false;
      const segment = the.segments.find((one) => samePlace(one.place, place));
      return segment !== undefined && line.includes(segment.text.slice(from, to).trim());
    });
  const first = lines.find((line) => line.length >= 4 && line.length <= 60 && !isHead(line));
  return first ?? (the.fileName.replace(/\.[^.]{1,8}$/u, '').slice(0, titleUnitsMax) || null);
}
