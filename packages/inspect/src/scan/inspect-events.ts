import { assembleRuns, segmentAt } from '../detect/assemble-runs.ts';
import type { TextRun } from '../detect/detector.ts';
import type { Finding } from '../detect/finding.ts';
import type { Gap } from '../document/gaps.ts';
import type { FileKind } from '../document/kinds.ts';
import type { Place, Segment } from '../document/place.ts';
import { VerdictCount } from '../policy/decide-verdict.ts';
import type { ExtractionEvent, PictureSeen } from '../process/events.ts';
import type { Engine } from './engine.ts';
import { showSafely } from './file-name.ts';
import { DocumentGatherer } from './judge-document.ts';
import { findingsListedMax, gapsListedMax } from './report.ts';
import type { Report, ReportedFinding, ReportedGap } from './report.ts';

/** What came of the bytes of a file, whatever its path. */
export type Inspected = Pick<
  Report,
  'kind' | 'verdict' | 'reasons' | 'findings' | 'uninspected' | 'notListed' | 'segments' | 'parts'
>;

/**
 * Takes the events of one file as they come, has each run of text looked through, and keeps what is found within the
 * limits of a report. The name of the file is looked at, too.
 */
export async function inspectEvents(
  events: AsyncIterable<ExtractionEvent> | Iterable<ExtractionEvent>,
  name: string,
  engine: Engine,
): Promise<Inspected> {
  const collector = new FindingCollector(engine, name);
  const segments = segmentsOf(events, name, collector);
  for await (const run of assembleRuns(segments, { fileName: name })) collector.inspectRun(run);
  return collector.finish();
}

async function* segmentsOf(
  events: AsyncIterable<ExtractionEvent> | Iterable<ExtractionEvent>,
  name: string,
  collector: FindingCollector,
): AsyncGenerator<Segment> {
  yield { text: name, place: { path: [], kind: 'name' } };
  for await (const event of events) {
    switch (event.type) {
      case 'kind':
        collector.kind = event.kind;
        break;
      case 'segments':
        for (const segment of event.segments) collector.countSegment(segment);
        yield* event.segments;
        break;
      case 'gap':
        collector.addGap(event.gap);
        break;
      case 'picture':
        collector.addPicture(event.picture);
        break;
      case 'done':
        collector.kind = event.kind;
        break;
    }
  }
}

/** Keeps findings and gaps of one file, so many of each, and counts all. */
export class FindingCollector {
  kind: FileKind = 'unknown';
  readonly #engine: Engine;
  readonly #verdicts: VerdictCount;
  readonly #findings: ReportedFinding[] = [];
  readonly #gaps: ReportedGap[] = [];
  /** Gaps of one part for one reason are told once, with how many they are. */
  readonly #gapsLike = new Map<string, Mutable<ReportedGap>>();
  readonly #perDetector = new Map<string, number>();
  readonly #labels = new Map<string, string>();
  readonly #notListed = { findings: 0, uninspected: 0 };
  readonly #documents: DocumentGatherer;
  #segments = 0;
  #parts = 0;

  constructor(engine: Engine, name: string) {
    this.#engine = engine;
    this.#documents = new DocumentGatherer(name);
    this.#verdicts = new VerdictCount(engine.policy);
  }

  inspectRun(run: TextRun): void {
    const { hits, findings } = this.#engine.inspectRun(run);
    for (const finding of findings) this.addFinding(finding);
    const path = run.segments[0]?.place.path ?? [];
    this.#documents.addHits(path, hits, ({ from }) => segmentAt(run, from)?.segment.place);
  }

  countSegment(segment: Segment): void {
    this.#documents.addProperty(segment);
    const { place } = segment;
    const isEntry = place.kind === 'name' && place.name === undefined && place.sheet === undefined;
    if (isEntry) this.#parts += 1;
    else this.#segments += 1;
  }

  addFinding(finding: Finding): void {
    const { verdict, rule } = this.#verdicts.addFinding(finding);
    const listed = this.#perDetector.get(finding.detector) ?? 0;
    if (listed >= findingsListedMax) {
      this.#notListed.findings += 1;
      return;
    }
    this.#perDetector.set(finding.detector, listed + 1);
    const excerpt = showSafely(finding.excerpt);
    this.#findings.push({ ...finding, place: this.#maskPlace(finding.place), excerpt, verdict, rule });
  }

  addPicture(picture: PictureSeen): void {
    for (const finding of this.#engine.inspectPicture(picture)) this.addFinding(finding);
  }

  addGap(gap: Gap): void {
    const verdict = this.#verdicts.addGap(gap);
    const { path, reason, page, limit, count = 1, bytes } = gap;
    const like = [reason, page, limit, bytes === undefined, ...path].join('\0');
    const listed = this.#gapsLike.get(like);
    if (listed !== undefined) {
      listed.count = (listed.count ?? 1) + count;
      if (bytes !== undefined) listed.bytes = (listed.bytes ?? 0) + bytes;
      return;
    }
    if (this.#gaps.length >= gapsListedMax) {
      this.#notListed.uninspected += 1;
      return;
    }
    const reported = { ...gap, path: path.map((label) => this.#mask(label)), verdict };
    this.#gapsLike.set(like, reported);
    this.#gaps.push(reported);
  }

  finish(): Inspected {
    for (const document of this.#documents.documents())
      for (const finding of this.#engine.judgeDocument(document)) this.addFinding(finding);
    const { verdict, reasons } = this.#verdicts.decide();
    return {
      kind: this.kind,
      verdict,
      reasons,
      findings: this.#findings,
      uninspected: this.#gaps,
      notListed: this.#notListed,
      segments: this.#segments,
      parts: this.#parts,
    };
  }

  #maskPlace(place: Place): Place {
    return {
      ...place,
      path: place.path.map((label) => this.#mask(label)),
      ...(place.sheet === undefined ? {} : { sheet: this.#mask(place.sheet) }),
      ...(place.name === undefined ? {} : { name: this.#mask(place.name) }),
    };
  }

  /** Names of entries, sheets and properties come from the file and may hold what must not be shown. */
  #mask(label: string): string {
    const known = this.#labels.get(label);
    if (known !== undefined) return known;
    const masked = showSafely(this.#engine.maskLabel(label));
    if (this.#labels.size < labelsKeptMax) this.#labels.set(label, masked);
    return masked;
  }
}

type Mutable<Item> = { -readonly [Key in keyof Item]: Item[Key] };

const labelsKeptMax = 10_000;
