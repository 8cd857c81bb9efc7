import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { UnreachableError } from './client.ts';
import { presentError } from './present-error.ts';
import { newCommandId, runCommand } from './run-command.ts';
import { showToast } from './toasts.ts';

export interface CommandOptions {
  readonly name: string;
  /** Said after success; leave out where the page itself shows it. */
  readonly doneText?: string;
  /** Where a refusal is shown: beside the form, or as a toast for buttons and confirmations. Never both. */
  readonly faults: 'inline' | 'toast';
  readonly onDone?: (result: Readonly<Record<string, unknown>>) => void;
  /** After parking; by default the same as `onDone` without a result. */
  readonly onParked?: (approvalId: string) => void;
}

export interface RunningCommand {
  readonly run: (input: unknown) => Promise<boolean>;
  readonly busy: boolean;
  readonly fault: string | null;
  readonly clearFault: () => void;
}

/** Runs a command from a component, says how it went once, and reads everything shown anew. */
export function useCommand(options: CommandOptions): RunningCommand {
  const queryClient = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const unanswered = useRef<{ input: string; id: string } | null>(null);

  async function run(input: unknown): Promise<boolean> {
    const inputText = JSON.stringify(input);
    // an unanswered command may have run: the same input goes out under the same id again
    const id = unanswered.current?.input === inputText ? unanswered.current.id : newCommandId();
    setBusy(true);
    setFault(null);
    try {
      const outcome = await runCommand(options.name, input, id);
      unanswered.current = null;
      // a form that is done closes at once; what is shown is read anew meanwhile
      const fresh = queryClient.invalidateQueries();
      if (outcome.kind === 'parked') {
        showToast({ kind: 'parked', approvalId: outcome.approvalId, nobodyDecides: outcome.nobodyDecides });
        (options.onParked ?? (() => options.onDone?.({})))(outcome.approvalId);
        await fresh;
        return true;
      }
      if (options.doneText !== undefined) showToast({ kind: 'done', text: options.doneText });
      options.onDone?.(outcome.result ?? {});
      await fresh;
      return true;
    } catch (caught) {
      unanswered.current = caught instanceof UnreachableError ? { input: inputText, id } : null;
      const text = presentError(caught);
      if (text !== null && options.faults === 'toast') showToast({ kind: 'fault', text });
      if (options.faults === 'inline') setFault(text);
      return false;
    } finally {
      setBusy(false);
    }
  }

  return { run, busy, fault, clearFault: () => setFault(null) };
}
