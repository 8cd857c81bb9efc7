import { type Actor, readActor } from '../access/actor.ts';
import { decide } from '../access/policy.ts';
import { signedOutActor } from '../access/signed-out.ts';
import { writeEntry } from '../log/write-entry.ts';
import type { MadeFile } from './define.ts';
import type { Kernel } from './kernel.ts';
import { redact } from './redact.ts';
import { Refusal, refuse } from './refusal.ts';
import { parseInput, requireFactor, titlesOf } from './run.ts';
import { transact } from './transact.ts';
import type { Rule } from '../access/policy.ts';

export interface Read {
  readonly name: string;
  readonly input: unknown;
  readonly sessionHash: string;
  readonly terminal: string;
}

function permit(rule: Rule, actor: Actor | null): Actor {
  if (rule.signedOut) return actor ?? signedOutActor;
  if (actor === null) throw refuse('signed.out');
  const decision = decide(rule, actor, undefined, null);
  if (decision.ok) return actor;
  throw refuse('not.permitted', { who: titlesOf(decision.why === 'duty' ? decision.who : []) });
}

/** Answers a query as the caller sees things: read only, under row-level security. Refusals are thrown. */
export async function runQuery(kernel: Kernel, read: Read): Promise<unknown> {
  const query = kernel.registry.queries.get(read.name);
  if (query === undefined) throw refuse('command.unknown');
  const input = parseInput(query.input, read.input);
  const options = { sessionHash: read.sessionHash, entryId: kernel.newId(), mode: 'read only' } as const;
  return transact(kernel, options, async (tx) => {
    const actor = permit(query.rule, await readActor(tx));
    return query.output.parse(await query.run(tx, input, actor));
  });
}

/** Makes a file for its caller. The entry "opened" has committed before a byte is handed out (DESIGN §5). */
export async function openFile(kernel: Kernel, read: Read): Promise<MadeFile> {
  const route = kernel.registry.files.get(read.name);
  if (route === undefined) throw refuse('command.unknown');
  const input = parseInput(route.input, read.input);
  const entryId = kernel.newId();
  let caller: Actor | null = null;
  const log = async (
    outcome: 'opened' | 'denied' | 'refused',
    subject?: string,
    reason?: string,
  ): Promise<void> => {
    await transact(kernel, { sessionHash: read.sessionHash, entryId, mode: 'read write' }, (tx) =>
      writeEntry(tx, kernel.keys, {
        actor: caller,
        terminal: read.terminal,
        command: route.name,
        commandId: null,
        outcome,
        input: redact(route.input, read.input, { keys: kernel.keys, entryId }),
        subject,
        reason,
      }),
    );
  };
  try {
    const file = await transact(
      kernel,
      { sessionHash: read.sessionHash, entryId: kernel.newId(), mode: 'read only' },
      async (tx) => {
        caller = await readActor(tx);
        const actor = permit(route.rule, caller);
        if (route.secondFactor) requireFactor(actor, tx.now);
        return route.make(tx, input, actor);
      },
    );
    await log('opened', file.subject);
    return file;
  } catch (error) {
    if (error instanceof Refusal && caller !== null) {
      await log(error.code.startsWith('not.') ? 'denied' : 'refused', undefined, error.inner ?? error.code);
    }
    throw error;
  }
}
