import { DeliveryPage as Contract } from '@fengni/server/modules/personnel-system/contract';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { z } from 'zod';
import { formatInstant } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { holdsDuty, useActor } from '../../lib/session.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { ConfirmShell } from '../../ui/confirm-shell.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { DifferenceRegister } from './difference-register.tsx';

/** One delivery: what differs, line by line or all that nothing speaks against. */
export function PersonnelDeliveryPage() {
  const { id = '' } = useParams({ strict: false });
  const page = useQueryData({
    name: 'personnelSystem.openDelivery',
    input: { deliveryId: id },
    output: Contract,
  });
  return <QueryView query={page}>{(delivery) => <Loaded delivery={delivery} />}</QueryView>;
}

function Loaded({ delivery }: { delivery: z.output<typeof Contract> }) {
  const actor = useActor();
  const [applying, setApplying] = useState(false);
  const who = holdsDuty(actor, 'officer', 'personnel') ? null : t('step.who');
  const extent = delivery.whole ? t('step.whole') : t('step.part');
  return (
    <PageFrame
      title={t('step.delivery', { reference: delivery.reference })}
      crumbs={[{ label: t('nav.step'), to: paths.personnelSystem() }, { label: delivery.reference }]}
      sub={[
        formatInstant(delivery.receivedAt),
        delivery.unit,
        extent,
        t('step.people.of', { n: delivery.people }),
        t('step.counts', {
          new: delivery.found.new,
          renamed: delivery.found.renamed,
          moved: delivery.found.moved,
          posts: delivery.found.posts,
          gone: delivery.found.gone,
        }),
        t('step.open.of', { n: delivery.open }),
      ].join(' · ')}
      wide
      actions={
        <ActionBar
          next="all"
          actions={[
            {
              key: 'all',
              label: t('step.apply.all', { n: delivery.plain }),
              disabledReason: who ?? (delivery.plain === 0 ? t('step.apply.all.none') : null),
              onDo: () => setApplying(true),
            },
          ]}
        />
      }
    >
      <DifferenceRegister deliveryId={delivery.id} />
      <ConfirmShell
        title={t('step.apply.all', { n: delivery.plain })}
        open={applying}
        onClose={() => setApplying(false)}
        happens={[t('step.apply.happens', { n: delivery.plain }), t('step.apply.left')]}
        command="personnelSystem.applyDelivery"
        input={() => ({ deliveryId: delivery.id })}
        confirmLabel={t('step.apply')}
        doneText={t('step.apply.done')}
      />
    </PageFrame>
  );
}

/** Everything that is still to be decided, of all deliveries. */
export function DifferencesPage() {
  return (
    <PageFrame
      title={t('step.differences')}
      crumbs={[{ label: t('nav.step'), to: paths.personnelSystem() }, { label: t('step.differences') }]}
      sub={t('step.differences.sub')}
      wide
    >
      <DifferenceRegister deliveryId={null} />
    </PageFrame>
  );
}
