import type { ApprovalPage } from '@fengni/kernel/approval/contract';
import { useRouter } from '@tanstack/react-router';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { showToast } from '../../lib/toasts.ts';
import { useCommand } from '../../lib/use-command.ts';
import { hasRun } from './decide-batch.ts';
import { VerdictForm } from './verdict-form.tsx';

/** The answer to one request. Where its consent came to nothing the page stays and says why. */
export function DecisionForm({ request, openedAt }: { request: ApprovalPage; openedAt: string }) {
  const router = useRouter();
  const decide = useCommand({
    name: 'approval.decide',
    faults: 'inline',
    onDone(result) {
      if (!hasRun(result['state'])) return;
      showToast({ kind: 'done', text: t('approval.decided.done') });
      router.history.push(paths.approvals());
    },
  });
  return (
    <div className="form">
      <VerdictForm
        busy={decide.busy}
        fault={decide.fault}
        onAnswer={(answer) => void decide.run({ approvalId: request.id, ...answer, openedAt, batchSize: 1 })}
      />
      <p className="why">{t('approval.time.kept')}</p>
    </div>
  );
}
