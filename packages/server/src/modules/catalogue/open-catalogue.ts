import type { Actor } from '@fengni/kernel/access/actor';
import {
  type Bilingual,
  type Command,
  type LoadTx,
  type Query,
  defineQuery,
} from '@fengni/kernel/command/define';
import { refuse as refuseKernel } from '@fengni/kernel/command/refusal';
import { sql } from 'kysely';
import { describeAction, nextAction } from '../carriers/api.ts';
import type { ActionView } from '../carriers/contract.ts';
import { presentCatalogue, presentItem, readPresentedItems, selectCatalogues } from './catalogue-queries.ts';
import { CatalogueOpenQuery, CataloguePage, catalogueErrors } from './contract.ts';
import { cataloguePolicy } from './policy.ts';
import type { CatalogueState } from './rules.ts';
import { db } from './store.ts';

/** One version with its lines; `find` gives the commands whose rules say what the caller can do with it. */
export function createOpenQuery(find: (name: string) => Command | undefined): Query {
  return defineQuery({
    name: 'catalogue.open',
    title: { zh: '查看保密事项目录', en: 'Open a list of matters' },
    input: CatalogueOpenQuery,
    output: CataloguePage,
    rule: cataloguePolicy['catalogue.read'],
    run: (tx, { input, actor }) => openCatalogue(tx, { catalogueId: input.catalogueId, actor, find }),
  });
}

interface CatalogueFacts {
  readonly known: boolean;
  readonly pending: boolean;
  readonly state: CatalogueState;
  readonly items: number;
}

/** What stands in the way of each command as things are. */
function obstacleTo(command: string, facts: CatalogueFacts): Bilingual | null {
  const drafting = [
    'catalogue.submit',
    'catalogue.putItem',
    'catalogue.importItems',
    'catalogue.stateMark',
    'catalogue.drop',
  ];
  if (drafting.includes(command)) {
    if (facts.state !== 'draft') return catalogueErrors['catalogue.not.draft'];
    if (facts.pending) return catalogueErrors['catalogue.pending'];
    return command === 'catalogue.submit' && facts.items === 0 ? catalogueErrors['catalogue.empty'] : null;
  }
  return facts.state === 'in-force' ? null : catalogueErrors['catalogue.not.in.force'];
}

const pageCommands = [
  'catalogue.putItem',
  'catalogue.submit',
  'catalogue.importItems',
  'catalogue.stateMark',
  'catalogue.recordFiling',
  'catalogue.confirmReview',
  'catalogue.begin',
  'catalogue.drop',
];
/** What comes next for each state, the first lawful one. */
const nextSteps = ['catalogue.recordFiling', 'catalogue.submit', 'catalogue.putItem', 'catalogue.begin'];
const needsKnowing = new Set(pageCommands.filter((name) => name !== 'catalogue.recordFiling'));

async function openCatalogue(
  tx: LoadTx,
  the: {
    readonly catalogueId: string;
    readonly actor: Actor;
    readonly find: (name: string) => Command | undefined;
  },
) {
  const row = await tx.readOne(
    selectCatalogues()
      .innerJoin('person as p', 'p.id', 'c.begun_by')
      .select(['p.name as begun_by_name', sql<boolean>`knows_catalogue(c.id)`.as('known')])
      .where('c.id', '=', the.catalogueId),
  );
  if (row === undefined) throw refuseKernel('not.found');
  const items = (await readPresentedItems(tx, row.id)).map(presentItem);
  const facts = {
    known: row.known,
    pending: row.approval_id !== null,
    state: row.state,
    items: items.length,
  };
  const actions = pageCommands.flatMap((name): ActionView[] => {
    const command = the.find(name);
    if (command === undefined || (needsKnowing.has(name) && !facts.known)) return [];
    const obstacle = obstacleTo(name, facts);
    return [describeAction({ command, actor: the.actor, unitPath: row.unit_path, obstacle })];
  });
  return {
    ...presentCatalogue(row),
    markStated: row.mark_stated,
    basedOn: row.based_on,
    begunBy: row.begun_by_name,
    filedWith: row.filed_with,
    filedNo: row.filed_no,
    known: row.known,
    items,
    reviews: await readReviews(tx, row.id),
    consents: await readConsents(tx, row.id, the.actor.language),
    versions: await readVersions(tx, { unitId: row.unit_id, scheme: row.scheme }),
    actions,
    next: nextAction(
      nextSteps
        .flatMap((name) => actions.find((action) => action.command === name) ?? [])
        .filter((action) => action.command !== 'catalogue.recordFiling' || row.filed_on === null),
    ),
  };
}

async function readReviews(tx: LoadTx, catalogueId: string) {
  const rows = await tx.read(
    db
      .selectFrom('catalogue_review as r')
      .innerJoin('person as p', 'p.id', 'r.reviewed_by')
      .select(['r.reviewed_on', 'r.outcome', 'p.name'])
      .where('r.catalogue_id', '=', catalogueId)
      .orderBy('r.reviewed_on', 'desc')
      .orderBy('r.id')
      .limit(50),
  );
  return rows.map((row) => ({ on: row.reviewed_on, by: row.name, outcome: row.outcome }));
}

async function readConsents(tx: LoadTx, catalogueId: string, language: 'zh' | 'en') {
  const rows = await tx.readSql<{ step_name: Bilingual; person: string; decided_at: Date }>(
    'select step_name, person, decided_at from catalogue_consents($1)',
    [catalogueId],
  );
  return rows.map((row) => ({
    step: row.step_name[language],
    person: row.person,
    at: row.decided_at.toISOString(),
  }));
}

function readVersions(tx: LoadTx, of: { readonly unitId: string; readonly scheme: string }) {
  return tx.read(
    db
      .selectFrom('catalogue')
      .select(['id', 'version', 'state', 'mark'])
      .where('unit_id', '=', of.unitId)
      .where('scheme', '=', of.scheme)
      .where('state', '<>', 'dropped')
      .orderBy('version', 'desc')
      .limit(50),
  );
}
