import { WaiverList } from '@fengni/kernel/audit/contract';
import type { z } from 'zod';
import { formatDay, formatInstant } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import type { Column } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';

type Waiver = z.output<typeof WaiverList>['rows'][number];

function columns(): readonly Column<Waiver>[] {
  return [
    { key: 'check', title: t('audit.check'), fixed: true, render: (row) => pick(row.title) },
    { key: 'reason', title: t('field.reason'), render: (row) => row.reason },
    { key: 'until', title: t('audit.waive.until'), numeric: true, render: (row) => formatDay(row.until) },
    { key: 'by', title: t('audit.given.by'), render: (row) => row.givenBy },
    { key: 'at', title: t('field.time'), numeric: true, render: (row) => formatInstant(row.givenAt) },
  ];
}

/** Findings let stand for a time: who, why, until when. */
export function WaiverRegister() {
  return (
    <RegisterShell
      id="audit.waivers"
      label={t('audit.waivers')}
      query="audit.waivers"
      output={WaiverList}
      input={(values) => ({ ended: values['ended'] === '1' })}
      columns={columns()}
      filters={[{ key: 'ended', label: t('audit.ended'), kind: 'toggle' }]}
      rowKey={(row) => row.id}
      empty={<EmptyState title={t('audit.waivers.empty')} />}
    />
  );
}
