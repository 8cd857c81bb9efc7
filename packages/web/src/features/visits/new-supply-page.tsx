import { ProposeSupply } from '@fengni/server/modules/visits/contract';
import { useRouter } from '@tanstack/react-router';
import { z } from 'zod';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useUrlFilters } from '../../lib/url-state.ts';
import { FormShell } from '../../ui/form-shell.tsx';
import { Card, PageFrame } from '../../ui/page-frame.tsx';
import { supplyFields } from './supply-form.tsx';

/** Something is to be given to an outsider, on a visit or without one: it is reviewed before it goes. */
export function NewSupplyPage() {
  const router = useRouter();
  const [filters] = useUrlFilters();
  const visitId = z.uuid().safeParse(filters['visit']).data ?? null;
  return (
    <PageFrame
      title={t('supply.new')}
      sub={t('supply.new.sub')}
      crumbs={[{ label: t('nav.supplied'), to: paths.supplied() }, { label: t('supply.new') }]}
    >
      <Card title={t('supply.form.what')}>
        <FormShell
          label={t('supply.new')}
          contract={ProposeSupply}
          command="supply.propose"
          fixed={{ visitId }}
          initial={{
            form: 'paper',
            recipient: filters['recipient'] ?? '',
            country: filters['country'] ?? t('visit.home'),
            foreigner: false,
          }}
          submitLabel={t('supply.new.do')}
          doneText={t('supply.new.done')}
          onDone={(result) => {
            const id = result['supplyId'];
            if (typeof id === 'string') router.history.push(paths.supply(id));
          }}
          fields={supplyFields()}
        />
      </Card>
    </PageFrame>
  );
}
