import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { CancelledError } from '../../lib/client.ts';
import { t } from '../../lib/i18n.ts';
import { presentError } from '../../lib/present-error.ts';
import { newCommandId } from '../../lib/run-command.ts';
import type { Imported, LedgerPlan, LedgerProgress } from './ledger-contract.ts';
import { LedgerFault, type LedgerRequest, refusedText, sendLedger } from './send-ledger.ts';

/** Where the import stands; the plan stays in sight while the next step runs. */
export interface Work {
  readonly file: File | null;
  readonly plan: LedgerPlan | null;
  readonly progress: LedgerProgress | null;
  readonly fault: string | null;
  readonly imported: Imported | null;
  /** The mapping was changed since the plan was made. */
  readonly stale: boolean;
}
const nothing: Work = { file: null, plan: null, progress: null, fault: null, imported: null, stale: false };

/** What goes with the file, as chosen on the page. */
export type ImportChoices = Pick<LedgerRequest, 'registerId' | 'defaultScheme' | 'mapping' | 'goodRowsOnly'>;

/** Sends a ledger, to be looked through or to be imported; what is sent later takes the place of what runs. */
export function useLedgerImport() {
  const client = useQueryClient();
  const [work, setWork] = useState<Work>(nothing);
  const running = useRef<AbortController | null>(null);
  // a repeated attempt at the same import goes out under the same id
  const attempt = useRef<{ readonly key: string; readonly id: string }>({ key: '', id: '' });

  async function send(mode: 'plan' | 'import', file: File, choices: ImportChoices) {
    running.current?.abort(new CancelledError());
    const controller = new AbortController();
    running.current = controller;
    const key = JSON.stringify([mode, file.name, file.size, file.lastModified, choices]);
    if (attempt.current.key !== key) attempt.current = { key, id: newCommandId() };
    setWork((was) => ({ ...was, file, fault: null, progress: { phase: 'reading', done: 0, total: 1 } }));
    try {
      const result = await sendLedger({
        file,
        request: { ...choices, commandId: attempt.current.id, mode },
        signal: controller.signal,
        onProgress: (progress) =>
          setWork((was) => (running.current === controller ? { ...was, progress } : was)),
      });
      if (running.current !== controller) return;
      if (result.kind === 'refused') throw new LedgerFault(refusedText(result));
      if (result.kind === 'outcome' && result.outcome.kind === 'refused')
        throw new LedgerFault(refusedText(result.outcome));
      const imported =
        result.kind === 'outcome' && result.outcome.kind === 'done' ? result.outcome.result : null;
      setWork({
        file,
        plan: result.plan,
        progress: null,
        imported,
        stale: false,
        fault: result.kind === 'faulty' ? t('import.faulty') : null,
      });
      if (imported !== null) await client.invalidateQueries();
    } catch (caught) {
      if (running.current !== controller) return;
      const text = caught instanceof LedgerFault ? caught.text : presentError(caught);
      setWork((was) => ({ ...was, progress: null, fault: text }));
    }
  }
  return {
    work,
    send,
    /** Begins with another file, or with none. */
    begin: (file: File | null) => setWork({ ...nothing, file }),
    /** What was looked through no longer is what would be imported. */
    outdate: () => setWork((was) => ({ ...was, stale: true })),
    cancel: () => {
      running.current?.abort(new CancelledError());
      running.current = null;
      setWork((was) => ({ ...was, progress: null }));
    },
  };
}
