import { PersonList } from '@fengni/kernel/org/contract';
import { z } from 'zod';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import type { UrlFilters } from '../../lib/url-state.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AppLink } from '../../ui/link.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import type { Column } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';

type PersonRow = z.output<typeof PersonList>['rows'][number];

function columns(): readonly Column<PersonRow>[] {
  return [
    {
      key: 'name',
      title: t('field.person'),
      fixed: true,
      render: (row) => <AppLink to={paths.person(row.id)}>{row.name}</AppLink>,
    },
    { key: 'staffNo', title: t('org.staffno'), numeric: true, render: (row) => row.staffNo },
    {
      key: 'unit',
      title: t('field.unit'),
      render: (row) => <AppLink to={paths.unit(row.unitId)}>{row.unit}</AppLink>,
    },
    { key: 'posts', title: t('org.posts'), render: (row) => row.posts.join(t('list.and')) },
    {
      key: 'state',
      title: t('field.state'),
      render: (row) => (row.frozen ? <span className="late">{t('person.frozen')}</span> : t('person.active')),
    },
  ];
}

function inputOf(values: UrlFilters): Readonly<Record<string, unknown>> {
  const unitId = z.uuid().safeParse(values['unit']);
  return { search: values['search'] ?? '', unitId: unitId.success ? unitId.data : null, limit: 50 };
}

/** Everybody of the house, to search. */
export function PeoplePage() {
  return (
    <PageFrame title={t('nav.people')} wide>
      <RegisterShell
        id="org.people"
        label={t('nav.people')}
        query="org.people"
        output={PersonList}
        input={inputOf}
        columns={columns()}
        filters={[{ key: 'search', label: t('people.search'), kind: 'search' }]}
        rowKey={(row) => row.id}
        rowTo={(row) => paths.person(row.id)}
        empty={
          <EmptyState
            title={t('people.empty')}
            first={t('people.empty.first')}
            actions={<AppLink to={paths.organisation()}>{t('nav.organisation')}</AppLink>}
          />
        }
      />
    </PageFrame>
  );
}
