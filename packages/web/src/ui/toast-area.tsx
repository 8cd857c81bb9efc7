import CloseOutlined from '@ant-design/icons/CloseOutlined';
import { Button } from 'antd';
import { ApprovalView } from '@fengni/kernel/approval/contract';
import { pick, t } from '../lib/i18n.ts';
import { paths } from '../lib/paths.ts';
import { useStore } from '../lib/store.ts';
import { type Toast, closeToast, toasts } from '../lib/toasts.ts';
import { useQueryData } from '../lib/use-query-data.ts';
import { AppLink } from './link.tsx';
import './feedback.css';

/** Where short notices appear; read out by screen readers as they come. */
export function ToastArea() {
  const shown = useStore(toasts);
  return (
    <section className="toast-area" aria-label={t('frame.notices')} aria-live="polite">
      {shown.map((toast) => (
        <div
          key={toast.id}
          className={`toast toast-${toast.kind}`}
          role={toast.kind === 'fault' ? 'alert' : 'status'}
        >
          <div>
            <ToastText toast={toast} />
          </div>
          <Button
            type="text"
            size="small"
            icon={<CloseOutlined aria-hidden />}
            aria-label={t('action.close')}
            onClick={() => closeToast(toast.id)}
          />
        </div>
      ))}
    </section>
  );
}

function ToastText({ toast }: { toast: Toast }) {
  if (toast.kind !== 'parked') return toast.text;
  return <ParkedText approvalId={toast.approvalId} nobodyDecides={toast.nobodyDecides} />;
}

/** A parked command: nothing has changed yet, and these have to consent. */
function ParkedText({ approvalId, nobodyDecides }: { approvalId: string; nobodyDecides: boolean }) {
  const request = useQueryData({ name: 'approval.open', input: { approvalId }, output: ApprovalView });
  const steps = request.data?.steps.map((step) => pick(step.name)).join(t('list.then')) ?? '';
  return (
    <>
      <p>
        {nobodyDecides
          ? t('parked.nobody')
          : t('parked.text', { who: steps === '' ? t('parked.others') : steps })}
      </p>
      <AppLink to={paths.approval(approvalId)}>{t('parked.open')}</AppLink>
    </>
  );
}
