import { PlanJourney } from '@fengni/server/modules/travel/contract';
import { useRouter } from '@tanstack/react-router';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useActor } from '../../lib/session.ts';
import { FormShell } from '../../ui/form-shell.tsx';
import { Card, PageFrame } from '../../ui/page-frame.tsx';
import { Party, journeyFields, partyOf } from './route-fields.tsx';

const PlanForm = PlanJourney.omit({ travellerIds: true, leaderId: true })
  .extend({ party: Party })
  .transform(({ party, ...rest }) => ({ ...rest, ...party }));

/** A journey is drafted; what speaks for and against it stands on its page before anybody is asked. */
export function NewJourneyPage() {
  const actor = useActor();
  const router = useRouter();
  const me = { id: actor.personId, name: actor.name };
  return (
    <PageFrame
      title={t('travel.new')}
      sub={t('travel.new.sub')}
      crumbs={[{ label: t('nav.travel'), to: paths.journeys() }, { label: t('travel.new') }]}
    >
      <Card title={t('travel.what')}>
        <FormShell
          label={t('travel.new')}
          contract={PlanForm}
          command="travel.plan"
          draft="travel.new"
          initial={{ kind: 'private', regions: [], party: partyOf([me.id], me.id) }}
          submitLabel={t('travel.plan')}
          doneText={t('travel.plan.done')}
          onDone={(result) => {
            const id = result['journeyId'];
            if (typeof id === 'string') router.history.push(paths.journey(id));
          }}
          fields={journeyFields([me])}
        />
      </Card>
    </PageFrame>
  );
}
