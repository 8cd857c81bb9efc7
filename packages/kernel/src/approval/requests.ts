import type { Bilingual, LoadTx } from '../command/define.ts';
import type { ApprovalState, ApprovalVerdict } from './tables.ts';

/** A request that waits for its decision. */
export interface PendingRequest {
  readonly approvalId: string;
  readonly command: string;
  readonly requesterId: string;
  /** The step it waits at, counted from 0. */
  readonly step: number;
  readonly createdAt: Date;
}

/** What one person decided on a request, with his words to it. */
export interface RequestDecision {
  readonly approvalId: string;
  readonly command: string;
  /** Of the request as it is now. */
  readonly state: ApprovalState;
  readonly step: number;
  readonly stepName: Bilingual | null;
  readonly personId: string;
  readonly person: string;
  readonly verdict: ApprovalVerdict;
  readonly words: string;
  readonly decidedAt: Date;
}

/** Decisions read of one thing at most: the newest. */
const decisionRowsMax = 50;

/**
 * The newest request by one of the commands that waits for its decision about a thing; null where none does, where it is
 * hidden from the caller, and where he may not know the thing: the know rules of the modules say so (`add_know_rule`).
 * Where who only handles a thing must be told as well, the module asks for itself.
 */
export async function readPending(
  tx: Pick<LoadTx, 'readSql'>,
  the: { readonly subjectId: string; readonly commands: readonly string[] },
): Promise<PendingRequest | null> {
  const rows = await tx.readSql<PendingRequest>(
    `select approval_id as "approvalId", command, requester as "requesterId", step, created_at as "createdAt"
     from pending_requests_about($1) where command = any ($2) order by created_at desc, approval_id limit 1`,
    [the.subjectId, the.commands],
  );
  return rows[0] ?? null;
}

/**
 * What was decided on requests by these commands about a thing, the newest decision first; nothing where the caller may not
 * know the thing, or the request is hidden from him. `consentsOnly`: the consents by which it was done.
 */
export function readDecisions(
  tx: Pick<LoadTx, 'readSql'>,
  the: {
    readonly subjectId: string;
    readonly commands: readonly string[];
    readonly consentsOnly?: boolean;
  },
): Promise<RequestDecision[]> {
  const { subjectId, commands, consentsOnly = false } = the;
  return tx.readSql<RequestDecision>(
    `select approval_id as "approvalId", command, state, step, step_name as "stepName", person_id as "personId", person,
       verdict, words, decided_at as "decidedAt"
     from decisions_about($1)
     where command = any ($2)
       and (not $3 or (state = 'done' and verdict in ('consent', 'consent-with-condition')))
     order by decided_at desc, step desc, person_id limit $4`,
    [subjectId, commands, consentsOnly, decisionRowsMax],
  );
}
