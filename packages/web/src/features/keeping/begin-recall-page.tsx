import { OpenRecall } from '@fengni/server/modules/carriers/contract';
import { useRouter } from '@tanstack/react-router';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useUrlFilters } from '../../lib/url-state.ts';
import { FormShell } from '../../ui/form-shell.tsx';
import { Card, PageFrame } from '../../ui/page-frame.tsx';
import { type ChosenCopy, readIds, useChosenCopies } from './chosen-copies.ts';
import { ChosenList } from './chosen-list.tsx';

/** What an issuer wants back: the carriers by scanner or from the register, his letter, the day. */
export function BeginRecallPage() {
  const router = useRouter();
  const [filters] = useUrlFilters();
  const chosen = useChosenCopies({
    copyIds: [],
    carrierIds: readIds(filters['carriers']),
    state: 'in-store',
  });
  const first = chosen.copies[0];
  const whyNot = (copy: ChosenCopy): string | null => {
    if (copy.recallId !== null) return t('recall.taken');
    return copy.registerId === first?.registerId
      ? null
      : t('chosen.register.other', { register: first?.register ?? '' });
  };
  const carrierIds = [
    ...new Set(chosen.copies.filter((copy) => whyNot(copy) === null).map((copy) => copy.carrierId)),
  ];
  return (
    <PageFrame
      title={t('recall.begin')}
      sub={t('recall.begin.sub')}
      crumbs={[{ label: t('nav.recalls'), to: paths.recalls() }, { label: t('recall.begin') }]}
    >
      <ChosenList title={t('recall.carriers')} chosen={chosen} whyNot={whyNot} />
      <Card title={t('recall.letter')}>
        <FormShell
          label={t('recall.begin')}
          contract={OpenRecall}
          command="recall.begin"
          draft="recall.begin"
          fixed={{ registerId: first?.registerId ?? '', carrierIds }}
          submitLabel={t('recall.begin')}
          doneText={t('recall.begin.done')}
          disabledReason={carrierIds.length === 0 ? t('recall.carriers.missing') : null}
          onDone={(result) => {
            const id = result['recallId'];
            router.history.push(typeof id === 'string' ? paths.recall(id) : paths.recalls());
          }}
          onCancel={() => router.history.back()}
          fields={[
            { name: 'issuer', label: t('recall.issuer'), kind: 'text' },
            {
              name: 'reference',
              label: t('recall.reference'),
              kind: 'text',
              optional: 'absent',
              why: t('recall.reference.why'),
            },
            { name: 'dueOn', label: t('recall.due'), kind: 'day' },
          ]}
        >
          <p className="quiet">{t('recall.happens', { n: carrierIds.length })}</p>
        </FormShell>
      </Card>
    </PageFrame>
  );
}
