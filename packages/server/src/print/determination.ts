import { type Field, type Signed, drawFields, drawSignatures } from './blocks.ts';
import type { Printing } from './canvas.ts';
import type { Day } from './format.ts';
import { Page } from './page.ts';
import { mm } from './units.ts';

/** A determination as its record shows it (FACTS D2–D4: drafter, classifier, basis are on it). */
export interface DeterminationRecord {
  readonly number: string;
  readonly unit: string;
  readonly matter: string;
  readonly kind: string;
  readonly mark: string;
  readonly content: string;
  readonly harm: string;
  readonly basis: string;
  readonly sources: readonly string[];
  readonly keyPoints: string;
  readonly ruledOut: readonly string[];
  readonly scope: readonly string[];
  readonly condition: string;
  readonly answer: string;
  readonly draftedOn: Day | undefined;
  readonly decidedOn: Day | undefined;
  readonly derived: boolean;
  readonly stateSecret: boolean;
  readonly drafter: Signed;
  readonly reviewer: Signed;
  readonly decider: Signed;
}

/** A matter reported upward: without authority, or unclear (实施条例 art. 17, 25). */
export interface UpwardReport {
  readonly record: DeterminationRecord;
  readonly reportTo: string;
  readonly unclear: boolean;
}

function facts(page: Page, record: DeterminationRecord): Field[][] {
  const { texts } = page;
  const lines: (readonly [string, string])[] = [
    [texts['determination.content'], record.content],
    [texts['determination.harm'], record.harm],
    [texts['determination.basis'], record.basis],
    [texts['determination.sources'], record.sources.join('\n')],
    [texts['determination.key.points'], record.keyPoints],
    [texts['determination.ruled.out'], record.ruledOut.join('\n')],
    [texts['determination.scope'], record.scope.join(page.lang === 'zh' ? '、' : ', ')],
    [texts['determination.condition'], record.condition],
    [texts['determination.answer'], record.answer],
  ];
  return [
    [{ label: texts['determination.matter'], value: record.matter }],
    [
      { label: texts['determination.mark'], value: record.mark },
      { label: texts['determination.kind'], value: record.kind },
    ],
    [
      { label: texts['determination.unit'], value: record.unit },
      { label: texts['determination.drafted'], value: page.day(record.draftedOn) },
    ],
    ...lines.flatMap(([label, value]) => (value === '' ? [] : [[{ label, value }]])),
  ];
}

/** The record of a determination (定密审批表), signed by drafter, reviewer and classifier; drafts print with blanks. */
export async function printDetermination(
  record: DeterminationRecord,
  printing: Printing,
): Promise<Uint8Array> {
  const title = record.stateSecret ? 'determination.title' : 'determination.title.other';
  const page = new Page(printing, { title, subtitle: record.number });
  const { texts } = page;
  drawFields(page, [
    ...facts(page, record),
    ...(record.decidedOn === undefined
      ? []
      : [[{ label: texts['determination.decided'], value: page.day(record.decidedOn) }]]),
  ]);
  page.skip(4 * mm);
  const decides = record.derived ? 'determination.deriver' : 'determination.decider';
  drawSignatures(
    page,
    [
      { role: texts['determination.drafter'], ...record.drafter },
      { role: texts['determination.reviewer'], ...record.reviewer },
      { role: texts[decides], ...record.decider },
    ],
    { heading: texts['signatures.heading'] },
  );
  return page.finish();
}

/** The report upward, with room for the answer and its seal. */
export async function printUpwardReport(report: UpwardReport, printing: Printing): Promise<Uint8Array> {
  const { record, unclear } = report;
  const title = unclear ? 'report.title' : 'report.title.authority';
  const page = new Page(printing, { title, subtitle: record.number });
  const { texts } = page;
  page.paragraph(`${texts['report.to']}：${report.reportTo}`);
  page.paragraph(texts[unclear ? 'report.words.unclear' : 'report.words.authority'], {
    indent: 2,
    after: 2 * mm,
  });
  drawFields(page, facts(page, record));
  page.skip(4 * mm);
  drawSignatures(page, [
    { role: texts['determination.drafter'], ...record.drafter },
    { role: texts['leader.charge'] },
  ]);
  page.heading(texts['report.answer'], 40 * mm);
  page.skip(28 * mm);
  page.paragraph(texts['report.seal'], { align: 'right' });
  return page.finish();
}
