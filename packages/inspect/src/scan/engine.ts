import { createHash } from 'node:crypto';
import type { CopyIndex } from '../copies/copy-index.ts';
import { createNearCopyDetector } from '../copies/near-copy-detector.ts';
import { runOfText } from '../detect/assemble-runs.ts';
import { detectRun } from '../detect/detect-run.ts';
import type { Detector, TextRun } from '../detect/detector.ts';
import type { Family, Finding, Hit } from '../detect/finding.ts';
import { sealFindings } from '../detect/seal-finding.ts';
import { makeDetectors } from '../detect/detectors.ts';
import type { TermSet } from '../detect/terms.ts';
import type { PictureSeen } from '../process/events.ts';
import { matchesAny } from '../policy/decide-verdict.ts';
import { allFamilies } from '../policy/policy-schema.ts';
import type { InspectionPolicy } from '../policy/policy-schema.ts';
import { judgeDocument } from './judge-document.ts';
import type { DocumentSeen } from './judge-document.ts';

export interface EngineOptions {
  policy: InspectionPolicy;
  /** The installation's key: equal hits have equal digests under it, and only under it. */
  key: Uint8Array;
  /** Compiled catalogue terms, with a digest that tells one list from another. */
  terms?: { set: TermSet; digest: string };
  /** Index of protected documents, with a digest of what it holds. */
  copies?: { index: CopyIndex; digest: string };
  /** What recognises protected pictures. */
  pictures?: { inspect: (picture: PictureSeen) => Finding[]; digest: string };
  /** Further detectors, such as that of protected records, each with a digest of what it looks for. */
  more?: readonly { detector: Detector; digest: string }[];
}

/** Everything that is looked for, ready to look. Keeps nothing from text to text. */
export interface Engine {
  readonly policy: InspectionPolicy;
  readonly key: Uint8Array;
  /** Changes with anything that could change a finding or a verdict: what a cache was made under. */
  readonly digest: string;
  /** What a run of text holds, in order: as it was found, for comparing, and masked, for telling. */
  inspectRun(run: TextRun): { hits: readonly Hit[]; findings: Finding[] };
  /** What the marks of one document say against one another, its name and its properties. */
  judgeDocument(document: DocumentSeen): Finding[];
  /** What a picture is close to. */
  inspectPicture(picture: PictureSeen): Finding[];
  /** A short text, such as the name of an entry, with what may not be shown of it masked. */
  maskLabel(text: string): string;
}

/** Goes into the digest: changes in what detectors find make old caches void. */
const engineVersion = 1;

const mask = '▇';
/** How a passage is shown, however long it is. */
const passageBlocks = 12;

/** Puts together what a policy asks for. */
export function createEngine(options: EngineOptions): Engine {
  const { policy, key } = options;
  const { looksFor } = policy;
  const wanted = (family: Family): boolean => looksFor.families.includes(family);
  const detectors: Detector[] = [
    ...makeDetectors(options.terms === undefined ? {} : { terms: options.terms.set }),
    ...(options.copies === undefined || !wanted('near-copy')
      ? []
      : [createNearCopyDetector(options.copies.index)]),
    ...(options.more ?? []).map(({ detector }) => detector),
  ].filter(({ id }) => !matchesAny(looksFor.without, id) && familiesOf(id).some((family) => wanted(family)));
  const isWanted = (finding: { detector: string; family: Family; confidence: number }): boolean =>
    wanted(finding.family) &&
    finding.confidence >= looksFor.confidenceMin &&
    !matchesAny(looksFor.without, finding.detector);
  const hitsOf = (run: TextRun): Hit[] => detectRun(run, detectors);
  return {
    policy,
    key,
    digest: digestOf(options),
    inspectRun: (run) => {
      const hits = hitsOf(run);
      if (hits.length === 0) return { hits, findings: [] };
      const findings = sealFindings(hits, run, key)
        .filter((finding) => isWanted(finding))
        .map((finding) => withoutContext(finding));
      return { hits, findings };
    },
    judgeDocument: (document) => judgeDocument(document, key).filter((finding) => isWanted(finding)),
    inspectPicture: (picture) =>
      (options.pictures?.inspect(picture) ?? []).filter((finding) => isWanted(finding)),
    maskLabel: (text) => {
      const hits = text === '' ? [] : hitsOf(runOfText(text));
      let shown = text;
      for (const { from, to } of hits)
        shown = shown.slice(0, from) + mask.repeat(to - from) + shown.slice(to);
      return shown;
    },
  };
}

/** Families a detector's hits can be of, by the first word of its id; an unknown one may be of any. */
function familiesOf(id: string): readonly Family[] {
  const [word = ''] = id.split('.');
  if (word === 'head') return ['document-head'];
  const named = allFamilies.filter((family) => family === word);
  return named.length === 0 ? allFamilies : named;
}

/** What stands around a passage of a protected document is, as a rule, more of it. */
function withoutContext(finding: Finding): Finding {
  return finding.family === 'near-copy' ? { ...finding, excerpt: mask.repeat(passageBlocks) } : finding;
}

function digestOf({ policy, terms, copies, pictures, more = [] }: EngineOptions): string {
  const parts = [
    engineVersion,
    policy,
    terms?.digest ?? '',
    copies?.digest ?? '',
    pictures?.digest ?? '',
    ...more.map(({ digest }) => digest),
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
