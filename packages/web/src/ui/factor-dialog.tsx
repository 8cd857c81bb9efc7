import { ProveByCode } from '@fengni/kernel/access/contract';
import type { FactorWait } from '../lib/factor-gate.ts';
import { t } from '../lib/i18n.ts';
import { cancelKeyTouch } from '../lib/security-key.ts';
import { useSession } from '../lib/session.ts';
import { Dialog } from './dialog.tsx';
import { FactorPanel } from './factor-panel.tsx';

/** Asks for the second factor once more while a command waits for it; afterwards the command goes on by itself. */
export function FactorDialog({ wait }: { wait: FactorWait }) {
  const session = useSession();
  function close() {
    cancelKeyTouch();
    wait.cancelled();
  }
  return (
    <Dialog title={t('factor.title')} onClose={close} width={420}>
      <FactorPanel
        command="session.proveFactor"
        contract={ProveByCode}
        begin={{ name: 'session.beginProof', input: {} }}
        kinds={session.signedIn ? session.actor.factorKinds : []}
        submitLabel={t('factor.submit')}
        codeWhy={t('factor.why')}
        onDone={wait.proved}
        onCancel={wait.cancelled}
      />
    </Dialog>
  );
}
