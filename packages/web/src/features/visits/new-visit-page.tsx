import { useRouter } from '@tanstack/react-router';
import { todayHere } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useActor } from '../../lib/session.ts';
import { FormShell } from '../../ui/form-shell.tsx';
import { Card, PageFrame } from '../../ui/page-frame.tsx';
import { planFields, planForm } from './visit-form.tsx';

/** A visit is entered: who comes, when, for what. Visitors and route follow on its page. */
export function NewVisitPage() {
  const actor = useActor();
  const router = useRouter();
  return (
    <PageFrame
      title={t('visit.new')}
      sub={t('visit.new.sub')}
      crumbs={[{ label: t('nav.visits'), to: paths.visits() }, { label: t('visit.new') }]}
    >
      <Card title={t('visit.plan')}>
        <FormShell
          label={t('visit.new')}
          contract={planForm(actor.personId)}
          command="visit.draft"
          draft="visit"
          initial={{
            kind: 'visit',
            startsOn: todayHere(),
            endsOn: todayHere(),
            devices: 'kept',
            country: t('visit.home'),
          }}
          submitLabel={t('visit.new.do')}
          doneText={t('visit.new.done')}
          onDone={(result) => {
            const id = result['visitId'];
            if (typeof id === 'string') router.history.push(paths.visit(id));
          }}
          fields={planFields({ host: actor.name, escorts: [] })}
        />
      </Card>
    </PageFrame>
  );
}
