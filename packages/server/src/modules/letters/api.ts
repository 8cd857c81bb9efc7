import { invariant } from '@fengni/kernel/command/invariant';
import type { LoadTx } from '@fengni/kernel/command/define';
import type { Tx } from '@fengni/kernel/db/tx';
import { addLetters, readSigners } from './issue.ts';
import type { LetterOccasion } from './rules.ts';
import type { LetterTemplateRow } from './tables.ts';

/**
 * Issues the commitment letter of an occasion to somebody: the template in force of the nearest unit above him. Null where
 * none is in force. A letter that waits already is not issued twice.
 */
export async function issueFor(
  tx: Tx,
  the: {
    readonly occasion: LetterOccasion;
    readonly personId: string;
    readonly dueOn: string;
    readonly byId: string;
  },
): Promise<string | null> {
  const signer = (await readSigners(tx, [the.personId])).get(the.personId);
  invariant(signer !== undefined, 'who is to sign is a person of the house');
  const [template] = await tx.readSql<LetterTemplateRow>(
    `select t.* from letter_template t join unit u on u.id = t.unit_id
     where t.state = 'in-force' and t.kind = 'commitment' and t.occasion = $1 and $2::ltree <@ u.path
     order by nlevel(u.path) desc, t.issued_at desc limit 1`,
    [the.occasion, signer.path],
  );
  if (template === undefined) return null;
  const [waiting] = await tx.writeSql<{ id: string | null }>('select waiting_letter($1, $2) as id', [
    template.id,
    signer.id,
  ]);
  if (waiting !== undefined && waiting.id !== null) return waiting.id;
  const [letterId] = await addLetters(tx, [
    {
      template,
      year: Number(the.dueOn.slice(0, 4)),
      dueOn: the.dueOn,
      signer,
      counter: null,
      parentId: null,
      items: template.items,
      issuedBy: the.byId,
    },
  ]);
  return letterId ?? null;
}

/** How far somebody's letter is, for the page of what asked for it; null where there is none, or the caller does not see it. */
export async function readLetterState(
  tx: LoadTx,
  letterId: string | null,
): Promise<{ readonly id: string; readonly state: string; readonly dueOn: string } | null> {
  if (letterId === null) return null;
  const rows = await tx.readSql<{ id: string; state: string; dueOn: string }>(
    'select id, state, due_on as "dueOn" from letter where id = $1',
    [letterId],
  );
  return rows[0] ?? null;
}
