import { createHash } from 'node:crypto';
import { canonicalText } from '@fengni/kernel/command/canonical';
import { type JsonObject, type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import type { Tx } from '@fengni/kernel/db/tx';
import { calendarKind } from '@fengni/kernel/obligation/kinds';
import { owe, settle, settleCalendar } from '@fengni/kernel/obligation/owe';
import { dayAfter } from '@fengni/schemes/term';
import type { Actor } from '@fengni/kernel/access/actor';
import { ConfirmReview, RecordFiling, SubmitCatalogue } from './contract.ts';
import { catalogueFlows, cataloguePolicy } from './policy.ts';
import { type ItemFacts, compareItems, filingDays, stateScheme } from './rules.ts';
import { type CatalogueTarget, db, lockKnown, readUnitName, refuse } from './store.ts';
import { type CatalogueItemRow, type CatalogueRow, catalogueReviews, catalogues } from './tables.ts';

const yearlyReview = calendarKind(stateScheme, 'matters-list');

interface Submission extends CatalogueTarget {
  readonly former: CatalogueTarget | null;
  readonly unit: string;
}

/** Lines of a version in the shape they are compared in; owners and scope items by id, which is what changes. */
export function factsOfRow(row: CatalogueItemRow): ItemFacts {
  return {
    lineId: row.line_id,
    number: row.number,
    name: row.name,
    mark: row.mark,
    scopeText: row.scope_text,
    basis: [row.scope_item_id ?? '', row.basis].join(' ').trim(),
    owner: [row.owner_unit_id ?? '', row.owner_post_id ?? ''].join(' ').trim(),
    origin: row.origin,
    link: row.link,
  };
}

async function loadSubmission(
  tx: LoadTx,
  input: { readonly catalogueId: string },
  actor: Actor,
): Promise<Submission> {
  const target = await lockKnown(tx, input.catalogueId);
  const { catalogue } = target;
  if (catalogue.state !== 'draft') throw refuse('catalogue.not.draft');
  const inForce = await tx.readOne(
    db
      .selectFrom('catalogue')
      .select('id')
      .where('unit_id', '=', catalogue.unit_id)
      .where('scheme', '=', catalogue.scheme)
      .where('state', '=', 'in-force'),
  );
  const unit = await readUnitName(tx, catalogue.unit_id);
  const former = inForce === undefined ? null : await lockReplaced(tx, inForce.id);
  // asked twice by the same; who decides, and the request that is decided again, come here too
  if (target.pending?.requesterId === actor.personId && actor.sessionKind !== 'approval')
    throw refuse('catalogue.pending');
  const submission = { ...target, former, unit };
  if (target.items.length === 0) throw refuse('catalogue.empty');
  const isSame = differencesOf(submission).length === 0 && sameOrder(former?.items ?? [], target.items);
  if (former !== null && isSame && former.catalogue.mark === catalogue.mark)
    throw refuse('catalogue.unchanged');
  return submission;
}

/** The version that would be replaced: nobody asks for that, or consents to it, who may not know what is on it. */
async function lockReplaced(tx: LoadTx, catalogueId: string): Promise<CatalogueTarget> {
  const [row] = await tx.readSql<{ known: boolean }>('select knows_catalogue($1) as known', [catalogueId]);
  if (row?.known !== true) throw refuse('catalogue.mark.uncleared');
  return lockKnown(tx, catalogueId);
}

function differencesOf({ items, former }: Submission) {
  return compareItems((former?.items ?? []).map(factsOfRow), items.map(factsOfRow));
}

/** What is consented to, for who may know: how many lines, which are new, other or gone, and a digest of all. */
function describeItems(target: Submission): JsonObject {
  const differences = differencesOf(target);
  const names = (kind: string) =>
    differences
      .filter((one) => one.kind === kind)
      .map(({ before, after }) =>
        `${(after ?? before)?.number ?? ''} ${(after ?? before)?.name ?? ''} ${(after ?? before)?.mark ?? ''}`.trim(),
      );
  const lines = target.items.map((item) => ({ ...factsOfRow(item) }));
  return {
    matters: target.items.length,
    added: names('added'),
    changed: names('changed'),
    dropped: names('dropped'),
    digest: createHash('sha256').update(canonicalText(lines)).digest('hex'),
  };
}

/** A version comes into force by approval of the first responsible person, after somebody else has read it. */
const submit = defineCommand({
  name: 'catalogue.submit',
  title: { zh: '保密事项目录报批', en: 'Submit a list of matters' },
  input: SubmitCatalogue,
  rule: cataloguePolicy['catalogue.keep'],
  load: loadSubmission,
  unitPath: ({ catalogue }) => catalogue.unit_path,
  subjectId: ({ catalogue }) => catalogue.id,
  subjectNumber: ({ catalogue, unit }) => numberOf(catalogue, unit),
  parks: () => catalogueFlows.list,
  snapshot: ({ target: { catalogue, unit } }) => ({
    unit,
    scheme: catalogue.scheme,
    version: catalogue.version,
    mark: catalogue.mark,
  }),
  matter: ({ target }) => describeItems(target),
  async handle(tx, { target, actor }) {
    const { catalogue, former, unit } = target;
    if (former !== null)
      await tx.update(catalogues, former.catalogue, { state: 'superseded', superseded_on: tx.today });
    await tx.update(catalogues, catalogue, { state: 'in-force', in_force_from: tx.today });
    await noteReview(tx, { catalogue, outcome: 'new-version', byId: actor.personId });
    if (former !== null)
      await settle(tx, {
        kind: 'catalogue.file',
        subjectId: former.catalogue.id,
        outcome: 'cancelled',
        byId: actor.personId,
      });
    await owe(tx, {
      kind: 'catalogue.file',
      unitPath: catalogue.unit_path,
      duty: 'officer',
      subject: { table: 'catalogue', id: catalogue.id, number: numberOf(catalogue, unit) },
      dueOn: dayAfter(tx.today, filingDays),
      basis: `${stateScheme}#matters-list`,
    });
    return { result: { catalogueId: catalogue.id, version: catalogue.version } };
  },
});

function sameOrder(before: readonly CatalogueItemRow[], after: readonly CatalogueItemRow[]): boolean {
  return before.length === after.length && before.every((item, i) => item.line_id === after[i]?.line_id);
}

/** How a version is named on the handle tier. */
export function numberOf(catalogue: Pick<CatalogueRow, 'version'>, unit: string): string {
  return `${unit} V${catalogue.version}`;
}

async function noteReview(
  tx: Tx,
  the: {
    readonly catalogue: CatalogueRow;
    readonly outcome: 'unchanged' | 'new-version';
    readonly byId: string;
  },
): Promise<void> {
  const { catalogue, outcome, byId } = the;
  await tx.insert(catalogueReviews, {
    id: tx.newId(),
    catalogue_id: catalogue.id,
    outcome,
    reviewed_on: tx.today,
    reviewed_by: byId,
  });
  if (catalogue.scheme === stateScheme)
    await settleCalendar(tx, { kind: yearlyReview, unitId: catalogue.unit_id, byId });
}

async function lockInForce(tx: LoadTx, catalogueId: string): Promise<CatalogueTarget> {
  const target = await lockKnown(tx, catalogueId);
  if (target.catalogue.state !== 'in-force') throw refuse('catalogue.not.in.force');
  return target;
}

/** The yearly review that found nothing to change; it ends what the calendar asks of the unit. */
const confirmReview = defineCommand({
  name: 'catalogue.confirmReview',
  title: { zh: '登记目录复核无变化', en: 'Record a review without change' },
  input: ConfirmReview,
  rule: cataloguePolicy['catalogue.review'],
  load: (tx, input) => lockInForce(tx, input.catalogueId),
  unitPath: ({ catalogue }) => catalogue.unit_path,
  subjectId: ({ catalogue }) => catalogue.id,
  async handle(tx, { target: { catalogue }, actor }) {
    await noteReview(tx, { catalogue, outcome: 'unchanged', byId: actor.personId });
    return { result: { catalogueId: catalogue.id, reviewedOn: tx.today } };
  },
});

/** Filed with the same-level bureau (实施条例 art. 13): who handles the list enters it, whether or not he may know what is on it. */
const recordFiling = defineCommand({
  name: 'catalogue.recordFiling',
  title: { zh: '登记目录备案', en: 'Record the filing of a list of matters' },
  input: RecordFiling,
  rule: cataloguePolicy['catalogue.file'],
  load: (tx, input) => tx.lock(catalogues, input.catalogueId),
  unitPath: (catalogue) => catalogue.unit_path,
  subjectId: (catalogue) => catalogue.id,
  async handle(tx, { input, target: catalogue, actor }) {
    if (catalogue.state !== 'in-force') throw refuse('catalogue.not.in.force');
    if (input.filedOn > tx.today) throw refuse('catalogue.day.future');
    await tx.update(catalogues, catalogue, {
      filed_on: input.filedOn,
      filed_with: input.filedWith,
      filed_no: input.filedNo,
    });
    await settle(tx, { kind: 'catalogue.file', subjectId: catalogue.id, byId: actor.personId });
    return { result: { catalogueId: catalogue.id } };
  },
});

export const versionCommands = [submit, confirmReview, recordFiling];
