import { drawFields, type Field } from './blocks.ts';
import type { Printing } from './canvas.ts';
import { Page } from './page.ts';
import { type Cell, drawTable } from './table.ts';
import { mm } from './units.ts';

export type DecisionOutcome = 'consent' | 'condition' | 'back' | 'refuse';

export interface ApprovalStep {
  /** 部门负责人, 分管保密领导 … */
  role: string;
  name: string;
  /** Absent while it waits for him. */
  outcome?: DecisionOutcome | undefined;
  at?: Date | undefined;
  /** Condition, or the reason from the list with his words. */
  reason?: string | undefined;
}

/** What was decided on a parked command, with what it showed at the time. */
export interface Approval {
  number: string;
  /** The command in words: 复制 2 份. */
  what: string;
  /** Number of the thing it is about. */
  target: string;
  requester: string;
  requesterUnit?: string | undefined;
  requestedAt: Date;
  reason: string;
  /** What would happen, as it was shown to those who decided. */
  snapshot: Field[];
  steps: ApprovalStep[];
  state: 'open' | 'consented' | 'refused' | 'run';
}

/** The decision sheet that is filed with the thing (审批单). */
export async function printApproval(approval: Approval, printing: Printing): Promise<Uint8Array> {
  const page = new Page(printing, { title: 'approval.title', subtitle: approval.number });
  const { texts } = page;
  drawFields(page, [
    [{ label: texts['approval.what'], value: approval.what }],
    [
      { label: texts['approval.target'], value: approval.target },
      { label: texts['approval.state'], value: texts[`approval.state.${approval.state}`] },
    ],
    [
      {
        label: texts['approval.requester'],
        value: [approval.requesterUnit, approval.requester].filter(Boolean).join(' '),
      },
      { label: texts['approval.requested.at'], value: page.time(approval.requestedAt) },
    ],
  ]);
  page.heading(texts['reason']);
  page.paragraph(approval.reason, { indent: 2 });
  if (approval.snapshot.length > 0) {
    page.heading(texts['approval.snapshot']);
    drawFields(
      page,
      approval.snapshot.map((field) => [field]),
    );
  }
  page.heading(texts['approval.steps'], 25 * mm);
  drawSteps(page, approval.steps);
  return page.finish();
}

function drawSteps(page: Page, steps: ApprovalStep[]): void {
  const { texts } = page;
  drawTable(page, {
    columns: [
      { head: texts['order'], weight: 9, align: 'center' },
      { head: texts['approval.role'], weight: 24, align: 'center' },
      { head: texts['name'], weight: 18, align: 'center', shrink: true },
      { head: texts['approval.outcome'], weight: 22, align: 'center' },
      { head: texts['approval.opinion'], weight: 50 },
      { head: texts['time'], weight: 30, align: 'center', shrink: true },
    ],
    rows: steps.map((step, index): Cell[] => [
      String(index + 1),
      step.role,
      step.name,
      step.outcome === undefined
        ? texts['approval.outcome.waiting']
        : texts[`approval.outcome.${step.outcome}`],
      step.reason ?? '',
      page.timeLines(step.at),
    ]),
    rowHeightMin: 12 * mm,
  });
}
