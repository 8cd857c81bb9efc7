import { ReportLifeEvent, ReportLifeEventFor } from '@fengni/server/modules/life-events/contract';
import { lifeEventKinds } from '@fengni/server/modules/life-events/rules';
import { useRouter } from '@tanstack/react-router';
import { todayHere } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import type { FieldSpec } from '../../ui/form-field.tsx';
import { eventChoices, eventWords, ruleWords } from './life-event-words.ts';

/** An event is reported by the person himself, or for him by who keeps people's files. */
export function ReportDialog({ forSomebody, onClose }: { forSomebody: boolean; onClose: () => void }) {
  const router = useRouter();
  const shared = {
    open: true,
    onClose,
    initial: { happenedOn: todayHere() },
    submitLabel: t('life.report'),
    doneText: t('life.report.done'),
    onDone: (result: Readonly<Record<string, unknown>>) => {
      const id = result['eventId'];
      if (typeof id === 'string') router.history.push(paths.lifeEvent(id));
    },
  } as const;
  const fields: readonly FieldSpec[] = [
    { name: 'kind', label: t('life.kind'), kind: 'select', choices: eventChoices() },
    { name: 'happenedOn', label: t('life.happened'), kind: 'day', why: t('life.happened.why') },
    { name: 'content', label: t('life.content'), kind: 'textarea', why: t('life.content.why') },
  ];
  if (!forSomebody) {
    return (
      <FormDialog
        {...shared}
        title={t('life.report')}
        contract={ReportLifeEvent}
        command="life-event.report"
        fields={fields}
      >
        <Rules />
      </FormDialog>
    );
  }
  return (
    <FormDialog
      {...shared}
      title={t('life.report.for')}
      contract={ReportLifeEventFor}
      command="life-event.reportFor"
      fields={[{ name: 'personId', label: t('field.person'), kind: 'person', autoFocus: true }, ...fields]}
    >
      <Rules />
    </FormDialog>
  );
}

/** What is to be reported and by when, folded away: most people look once. */
export function Rules() {
  return (
    <details className="note">
      <summary>{t('life.rules')}</summary>
      <ul className="confirm-list">
        {lifeEventKinds.map((kind) => (
          <li key={kind}>
            {eventWords(kind)} <span className="why">{ruleWords(kind)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
