import { type Command, type Flow, type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import { daysAfter } from '@fengni/kernel/command/instant';
import type { Locked } from '@fengni/kernel/db/tx';
import {
  type CarrierMatterRow,
  type CarrierRow,
  type CopyRow,
  carrierMatters,
  carriers,
  copies,
  isTopLevel,
  orderMaking,
} from '../carriers/api.ts';
import { CopyText, PrintCopy, SaveCopy } from './contract.ts';
import { vaultFlows, vaultModulePolicy } from './policy.ts';
import { printPagesMax, releaseDays } from './rules.ts';
import { type ContentTarget, readContent, refuse } from './store.ts';
import { type ReleaseKind, type VaultReleaseRow, vaultReleases } from './tables.ts';

interface ReleaseTarget extends ContentTarget {
  readonly held: Locked<CopyRow>;
  readonly carrier: Locked<CarrierRow>;
  readonly matter: Locked<CarrierMatterRow>;
}

/** The copy with all its asker must know: what he could not open he cannot ask to have. */
async function lockKnown(tx: LoadTx, copyId: string): Promise<ReleaseTarget> {
  const content = await readContent(tx, copyId);
  const { carrier_id: carrierId } = content.copy;
  const [[carrier], [matter], [held]] = await tx.lockTogether([
    { of: carriers, ids: [carrierId] },
    { of: carrierMatters, ids: [carrierId] },
    { of: copies, ids: [copyId] },
  ]);
  if (carrier === undefined || matter === undefined || held === undefined) throw refuse('vault.page.none');
  return { ...content, carrier, matter, held };
}

interface Facts {
  readonly target: ReleaseTarget;
}
const common = {
  unitPath: ({ carrier }: ReleaseTarget) => carrier.unit_path,
  subjectId: ({ carrier }: ReleaseTarget) => carrier.id,
  subjectNumber: ({ carrier, held }: ReleaseTarget) => `${carrier.number}-${held.copy_no}`,
  matter: ({ target: { matter, carrier, fileName } }: Facts) => ({
    title: matter.title,
    carrierId: carrier.id,
    fileName,
  }),
};
const flowFor =
  (flows: { readonly usual: Flow; readonly top: Flow }) =>
  ({ target }: Facts): Flow =>
    isTopLevel(target.carrier) ? flows.top : flows.usual;

function releaseRow(
  tx: { readonly newId: () => string; readonly now: Date },
  the: {
    readonly target: ReleaseTarget;
    readonly kind: ReleaseKind;
    readonly personId: string;
    readonly days: number;
    readonly mediumNo?: string;
  },
): VaultReleaseRow {
  const { copy } = the.target;
  return {
    id: tx.newId(),
    copy_id: copy.id,
    carrier_id: copy.carrier_id,
    register_id: copy.register_id,
    kind: the.kind,
    person_id: the.personId,
    medium_no: the.mediumNo ?? '',
    granted_at: tx.now,
    until: daysAfter(tx.now, the.days),
    ended_at: null,
  };
}

/** On paper: consented, then handed out once as pages with the operator's watermark; the copy is numbered by the making. */
const printCopy = defineCommand({
  name: 'vault.print',
  title: { zh: '申请打印', en: 'Ask to print' },
  input: PrintCopy,
  rule: vaultModulePolicy['vault.ask'],
  async load(tx, input) {
    const target = await lockKnown(tx, input.copyId);
    // nobody is asked to consent to what cannot be done
    if (target.copy.pages_object_id === null) throw refuse('vault.pages.none');
    if (target.copy.page_count > printPagesMax) throw refuse('vault.print.long', { max: printPagesMax });
    return target;
  },
  ...common,
  parks: flowFor(vaultFlows.print),
  snapshot: ({ target: { carrier, held, copy } }) => ({
    number: carrier.number,
    copyNo: held.copy_no,
    mark: carrier.mark,
    pages: copy.page_count,
  }),
  async handle(tx, { input, target, actor }) {
    if (target.copy.pages_object_id === null) throw refuse('vault.pages.none');
    if (target.copy.page_count > printPagesMax) throw refuse('vault.print.long', { max: printPagesMax });
    const row = releaseRow(tx, { target, kind: 'print', personId: actor.personId, days: releaseDays });
    await tx.insert(vaultReleases, row);
    const makingId = await orderMaking(tx, {
      carrier: target.carrier,
      kind: 'copy',
      count: 1,
      purpose: input.reason,
      actor,
    });
    return { result: { releaseId: row.id, makingId } };
  },
});

/** The file itself, on a medium of the house, once: from there on the medium is what is kept account of. */
const saveCopy = defineCommand({
  name: 'vault.save',
  title: { zh: '申请导出文件', en: 'Ask to save the file' },
  input: SaveCopy,
  rule: vaultModulePolicy['vault.ask'],
  load: (tx, input) => lockKnown(tx, input.copyId),
  ...common,
  parks: flowFor(vaultFlows.save),
  snapshot: ({ target: { carrier, held }, input }) => ({
    number: carrier.number,
    copyNo: held.copy_no,
    mark: carrier.mark,
    mediumNo: input.mediumNo,
  }),
  async handle(tx, { input, target, actor }) {
    const row = releaseRow(tx, {
      target,
      kind: 'save',
      personId: actor.personId,
      days: releaseDays,
      mediumNo: input.mediumNo,
    });
    await tx.insert(vaultReleases, row);
    return { result: { releaseId: row.id } };
  },
});

/** The words of the document, for some days; every time they are taken is on the log. */
const copyText = defineCommand({
  name: 'vault.copyText',
  title: { zh: '申请复制文字', en: 'Ask to copy text' },
  input: CopyText,
  rule: vaultModulePolicy['vault.ask'],
  load: (tx, input) => lockKnown(tx, input.copyId),
  ...common,
  parks: flowFor(vaultFlows.copyText),
  snapshot: ({ target: { carrier, held }, input }) => ({
    number: carrier.number,
    copyNo: held.copy_no,
    mark: carrier.mark,
    days: input.days,
  }),
  async handle(tx, { input, target, actor }) {
    const row = releaseRow(tx, { target, kind: 'copy-text', personId: actor.personId, days: input.days });
    await tx.insert(vaultReleases, row);
    return { result: { releaseId: row.id } };
  },
});

export const releaseCommands: Command[] = [printCopy, saveCopy, copyText];
