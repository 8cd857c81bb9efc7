import type { Actor } from '@fengni/kernel/access/actor';
import { invariant } from '@fengni/kernel/command/invariant';
import { type Locked, type Tx, rowsFor } from '@fengni/kernel/db/tx';
import { numberSortKey } from '@fengni/kernel/register/number';
import type { RegisterRow } from '@fengni/kernel/register/tables';
import { takeNumbers } from '@fengni/kernel/register/take-number';
import { type Mark, checkMark, formatMark } from '@fengni/schemes/mark';
import { builtinPacks, levelOf } from '@fengni/schemes/packs';
import { expiryOf, parseLocalDate } from '@fengni/schemes/term';
import { type NewSource, addSources } from '../classification/sources/api.ts';
import { compartmentFor } from '../compartments/api.ts';
import type { CopyMove, CopyState } from './rules.ts';
import { type Move, custodyRows, newCode, refuse } from './store.ts';
import {
  type CarrierMatterRow,
  type CarrierRow,
  type CarrierScopeRow,
  type CopyRow,
  carrierMatters,
  carrierScopes,
  carriers,
  copies,
  custodies,
} from './tables.ts';

/** What a carrier is, as its forms give it. */
export interface CarrierFields {
  readonly medium: CarrierRow['medium'];
  readonly mark: Mark;
  readonly issuedOn: string | null;
  readonly urgency: CarrierRow['urgency'];
  readonly pages: number | null;
  readonly title: string;
  readonly documentNo: string;
  readonly originator: string;
  readonly remark: string;
}
export interface ScopeIds {
  readonly personIds: readonly string[];
  readonly postIds: readonly string[];
}

export interface NewCarrier {
  readonly register: RegisterRow;
  readonly actor: Actor;
  readonly fields: CarrierFields;
  readonly origin: CarrierRow['origin'];
  /** Empty for a draft: its copies come with the making. */
  readonly copyNos: readonly string[];
  readonly move: Extract<CopyMove, 'receive' | 'register'>;
  readonly place: string;
  readonly keeperId: string | null;
  readonly mustReturn: boolean;
  readonly scope: ScopeIds | undefined;
  readonly state: Extract<CarrierRow['state'], 'draft' | 'active'>;
  readonly derivedFrom?: string;
  /** The determination the mark rests on. */
  readonly determinationId?: string;
  /** The compartment whose members alone know it; a register of a compartment's own decides by itself. */
  readonly compartmentId?: string | null;
}

/** The columns a mark becomes: level and rank for rules and rows, validity for terms, text as it is written. */
export function markColumns(
  mark: Mark,
  issuedOn: string | null,
): Pick<CarrierRow, 'scheme' | 'level' | 'level_rank' | 'validity' | 'mark' | 'expires_on'> {
  const pack = builtinPacks.get(mark.scheme);
  const level = levelOf(mark.scheme, mark.level);
  if (pack === undefined || level === undefined) {
    throw refuse('carrier.level.unknown', { mark: `${mark.scheme}/${mark.level}` });
  }
  const issued = issuedOn === null ? null : parseLocalDate(issuedOn);
  const problem = checkMark(mark, issued === null ? {} : { issuedOn: issued });
  if (problem?.code === 'over-maximum') throw refuse('carrier.term.over', { max: level.maxTerm ?? '' });
  if (problem !== null) throw refuse('carrier.level.unknown', { mark: { zh: problem.zh, en: problem.en } });
  return {
    scheme: mark.scheme,
    level: level.code,
    level_rank: level.rank,
    validity: mark.validity,
    mark: formatMark(mark),
    expires_on: issued === null ? null : expiryOf(mark, issued, pack),
  };
}

/** What of a number comes from the carrier (BEY-16). */
export function numberFactsOf(tx: Pick<Tx, 'today'>, mark: Mark, unitName: string) {
  return {
    year: Number(tx.today.slice(0, 4)),
    level: levelOf(mark.scheme, mark.level)?.zh ?? '',
    unit: unitName,
  };
}

/**
 * Adds a carrier with its number, matter, scope, copies and their first custody. Who registers it has read it, and so
 * stands in its scope; whether he sees it again is up to his clearance.
 */
export async function createCarrier(
  tx: Tx,
  the: NewCarrier,
): Promise<{ carrier: Locked<CarrierRow>; copies: CopyRow[] }> {
  const { register, actor, fields } = the;
  checkMedium(register, fields.medium);
  const columns = markColumns(fields.mark, fields.issuedOn);
  if (new Set(the.copyNos).size !== the.copyNos.length) {
    throw refuse('carrier.copyno.taken', { copyNo: firstTwice(the.copyNos) });
  }
  const [number] = await takeNumbers(tx, register, { facts: numberFactsOf(tx, fields.mark, ''), count: 1 });
  invariant(number !== undefined, 'a number was taken');
  const row: CarrierRow = {
    id: tx.newId(),
    register_id: register.id,
    unit_id: register.unit_id,
    unit_path: register.unit_path,
    number,
    number_sort: numberSortKey(number),
    medium: fields.medium,
    ...columns,
    origin: the.origin,
    issued_on: fields.issuedOn,
    urgency: fields.urgency,
    pages: fields.pages,
    pages_stated: null,
    copy_count: the.copyNos.length,
    state: the.state,
    derived_from: the.derivedFrom ?? null,
    must_return: the.mustReturn,
    recall_id: null,
    registered_at: tx.now,
    registered_by: actor.personId,
    import_key: null,
    determination_id: the.determinationId ?? null,
    former_mark: null,
    released_on: null,
  };
  const matter = {
    id: row.id,
    title: fields.title,
    document_no: fields.documentNo,
    originator: fields.originator,
    remark: fields.remark,
    compartment_id: compartmentFor(register, the.compartmentId ?? null),
  };
  const scope = {
    carrierId: row.id,
    actor,
    scope: the.scope ?? { personIds: [], postIds: [] },
    basis: 'initial',
  } as const;
  const added = copyRows(tx, row, the);
  // the number's series is locked by now, and others wait for it: all in one round trip
  await tx.insertTogether(
    rowsFor(carriers, [row]),
    rowsFor(carrierMatters, [matter]),
    rowsFor(carrierScopes, scopeRows(tx, scope)),
    rowsFor(copies, added),
    rowsFor(custodies, custodyRows(tx, added, firstMove(actor, the))),
  );
  tx.grant([row.id]);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a row of this transaction is locked by having been made in it
  const carrier = row as Locked<CarrierRow>;
  return { carrier, copies: added };
}

/** What a carrier made from another takes over from it, unless it is said otherwise. */
export interface DerivedCarrier {
  readonly from: CarrierRow;
  readonly matter: CarrierMatterRow;
  readonly register: RegisterRow;
  readonly scope: readonly Pick<CarrierScopeRow, 'person_id' | 'post_id'>[];
  readonly actor: Actor;
  readonly fields?: Partial<CarrierFields>;
  readonly origin: CarrierRow['origin'];
  readonly manner: NewSource['manner'];
  /** It rests on the same determination. */
  readonly keepsDetermination?: boolean;
}

/**
 * Adds a carrier that came out of another, with its mark, its scope and its compartment, and notes where it comes from. Its
 * copies come afterwards.
 */
export async function deriveCarrier(tx: Tx, the: DerivedCarrier): Promise<Locked<CarrierRow>> {
  const { from, matter, actor } = the;
  const determinationId = the.keepsDetermination === true ? from.determination_id : null;
  const { carrier } = await createCarrier(tx, {
    register: the.register,
    actor,
    fields: {
      medium: from.medium,
      mark: { scheme: from.scheme, level: from.level, validity: from.validity },
      issuedOn: from.issued_on,
      urgency: from.urgency,
      pages: from.pages,
      title: matter.title,
      documentNo: matter.document_no,
      originator: matter.originator,
      remark: matter.remark,
      ...the.fields,
    },
    origin: the.origin,
    copyNos: [],
    move: 'register',
    place: '',
    keeperId: null,
    mustReturn: from.must_return,
    scope: {
      personIds: the.scope.flatMap((row) => row.person_id ?? []),
      postIds: the.scope.flatMap((row) => row.post_id ?? []),
    },
    state: 'active',
    derivedFrom: from.id,
    compartmentId: matter.compartment_id,
    ...(determinationId === null ? {} : { determinationId }),
  });
  await addSources(tx, {
    carrier,
    byId: actor.personId,
    sources: [{ sourceId: from.id, manner: the.manner }],
  });
  return carrier;
}

function checkMedium(register: RegisterRow, medium: CarrierRow['medium']): void {
  if ((register.kind === 'cipher') !== (medium === 'telegram')) throw refuse('carrier.medium.register');
}

function firstTwice(numbers: readonly string[]): string {
  return numbers.find((one, i) => numbers.indexOf(one) !== i) ?? '';
}

interface NewCopies {
  readonly copyNos: readonly string[];
  readonly move: CopyMove;
  readonly place: string;
  readonly keeperId: string | null;
}

/** Adds copies in the store, each with its number, label code and first custody. */
export async function addCopies(
  tx: Tx,
  the: NewCopies & { readonly carrier: Locked<CarrierRow>; readonly actor: Actor; readonly note?: string },
): Promise<CopyRow[]> {
  const rows = copyRows(tx, the.carrier, the);
  const first = { ...firstMove(the.actor, the), ...(the.note === undefined ? {} : { note: the.note }) };
  await tx.insertTogether(rowsFor(copies, rows), rowsFor(custodies, custodyRows(tx, rows, first)));
  return rows;
}

function firstMove(actor: Actor, the: Omit<NewCopies, 'copyNos'>): Move {
  return { move: the.move, byId: actor.personId, signed: 'clerk', holderId: the.keeperId, place: the.place };
}

function copyRows(tx: Tx, carrier: CarrierRow, the: NewCopies): CopyRow[] {
  const state: CopyState = 'in-store';
  return the.copyNos.map((copyNo) => ({
    id: tx.newId(),
    carrier_id: carrier.id,
    register_id: carrier.register_id,
    copy_no: copyNo,
    code: newCode(tx),
    state,
    holder_id: the.keeperId,
    place: the.place,
    since: tx.now,
    due_on: null,
    list_id: null,
    carrier_registered_at: carrier.registered_at,
  }));
}

/** Two digits at least, as copies are numbered on labels. */
export function copyNumbers(from: number, count: number): string[] {
  return Array.from({ length: count }, (_, i) => String(from + i).padStart(2, '0'));
}

interface NewScope {
  readonly carrierId: string;
  readonly actor: Actor;
  readonly scope: ScopeIds;
  readonly basis: CarrierScopeRow['basis'];
}

/** Adds persons and posts to a scope; who adds them is on record. */
export async function addScope(tx: Tx, the: NewScope): Promise<void> {
  await tx.insert(carrierScopes, ...scopeRows(tx, the));
}

function scopeRows(tx: Tx, the: NewScope): CarrierScopeRow[] {
  const row = (
    person: string | null,
    post: string | null,
    basis: CarrierScopeRow['basis'],
  ): CarrierScopeRow => ({
    id: tx.newId(),
    carrier_id: the.carrierId,
    person_id: person,
    post_id: post,
    basis,
    added_at: tx.now,
    added_by: the.actor.personId,
    ended_at: null,
  });
  const registrar =
    the.basis === 'initial' && !the.scope.personIds.includes(the.actor.personId)
      ? [row(the.actor.personId, null, 'registrar')]
      : [];
  return [
    ...registrar,
    ...[...new Set(the.scope.personIds)].map((id) => row(id, null, the.basis)),
    ...[...new Set(the.scope.postIds)].map((id) => row(null, id, the.basis)),
  ];
}
