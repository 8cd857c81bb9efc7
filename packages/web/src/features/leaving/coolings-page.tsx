import { CoolingList } from '@fengni/server/modules/leaving/contract';
import type { z } from 'zod';
import { formatDay } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AppLink } from '../../ui/link.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import type { Column } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import { gradeWords } from '../organisation/org-words.ts';
import { managerWords } from './leaving-words.ts';

type Cooling = z.output<typeof CoolingList>['rows'][number];

function columns(): readonly Column<Cooling>[] {
  return [
    {
      key: 'person',
      title: t('leaving.person'),
      fixed: true,
      render: (row) => <AppLink to={paths.person(row.personId)}>{row.person}</AppLink>,
    },
    { key: 'unit', title: t('field.unit'), render: (row) => row.unit },
    { key: 'grade', title: t('cooling.grade'), render: (row) => gradeWords(row.grade) },
    { key: 'months', title: t('cooling.months'), numeric: true, render: (row) => row.months },
    { key: 'from', title: t('cooling.starts'), numeric: true, render: (row) => formatDay(row.startsOn) },
    { key: 'to', title: t('cooling.ends'), numeric: true, render: (row) => formatDay(row.endsOn) },
    { key: 'managed', title: t('cooling.managed'), render: (row) => managerWords(row.managedBy) },
  ];
}

/** Everybody in a cooling-off period, the one that ends first on top. */
export function CoolingsPage() {
  return (
    <PageFrame
      title={t('cooling.title')}
      sub={t('cooling.sub')}
      crumbs={[{ label: t('nav.leavings'), to: paths.leavings() }, { label: t('cooling.title') }]}
      wide
    >
      <RegisterShell
        id="cooling.list"
        label={t('cooling.title')}
        query="cooling.list"
        output={CoolingList}
        input={(values) => ({ state: values['state'] === 'ended' ? 'ended' : 'running' })}
        columns={columns()}
        filters={[
          {
            key: 'state',
            label: t('field.state'),
            kind: 'select',
            all: t('cooling.running'),
            choices: [{ value: 'ended', label: t('cooling.over') }],
          },
        ]}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t('cooling.empty')} first={t('cooling.empty.first')} />}
      />
    </PageFrame>
  );
}
