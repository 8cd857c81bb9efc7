import { RemarkList, type RemarkLineView } from '@fengni/server/modules/classification/regrading/contract';
import { useState } from 'react';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { ConfirmShell } from '../../ui/confirm-shell.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AppLink } from '../../ui/link.tsx';
import type { Column } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import { MarkWithFormer } from './former-mark.tsx';

export function remarkColumns(): readonly Column<RemarkLineView>[] {
  return [
    {
      key: 'copy',
      title: t('copy.number'),
      fixed: true,
      numeric: true,
      render: (row) => (
        <AppLink
          to={paths.carrier(row.carrierId, { copy: row.copyId })}
        >{`${row.number}-${row.copyNo}`}</AppLink>
      ),
    },
    {
      key: 'mark',
      title: t('field.level'),
      render: (row) => <MarkWithFormer mark={row.mark} level={row.levelToken} former={row.formerMark} />,
    },
    { key: 'holder', title: t('copy.holder'), render: (row) => row.holder ?? row.place },
    {
      key: 'since',
      title: t('regrading.remark.since'),
      numeric: true,
      render: (row) => (
        <span className={row.days > 7 ? 'late' : ''}>{t('regrading.remark.days', { n: row.days })}</span>
      ),
    },
  ];
}

/** Copies on which the new mark does not stand yet. */
export function RemarkRegister() {
  const [marked, setMarked] = useState<readonly RemarkLineView[] | null>(null);
  return (
    <>
      <RegisterShell
        id="regrading.remarks"
        label={t('regrading.tab.remarks')}
        query="regrading.remarks"
        output={RemarkList}
        input={(values) => ({ mine: values['mine'] === '1' })}
        columns={remarkColumns()}
        filters={[{ key: 'mine', label: t('regrading.remark.mine'), kind: 'toggle' }]}
        batch={[
          {
            key: 'done',
            label: t('regrading.remark.done'),
            onDo: setMarked,
            disabledReason: (rows) =>
              rows.every((row) => row.mayAcknowledge) ? null : t('regrading.remark.whose'),
          },
        ]}
        rowKey={(row) => row.copyId}
        rowTo={(row) => paths.carrier(row.carrierId, { copy: row.copyId })}
        empty={<EmptyState title={t('regrading.remark.empty')} first={t('regrading.remark.empty.first')} />}
      />
      {marked === null ? null : <RemarkDialog rows={marked} onClose={() => setMarked(null)} />}
    </>
  );
}

/** The holder says that the mark on the paper is changed. */
export function RemarkDialog({
  rows,
  onClose,
}: {
  readonly rows: readonly RemarkLineView[];
  readonly onClose: () => void;
}) {
  const [first] = rows;
  return (
    <ConfirmShell
      title={t('regrading.remark.done')}
      open
      onClose={onClose}
      happens={[
        t('regrading.remark.happens', { n: rows.length }),
        first === undefined || first.formerMark === null
          ? t('regrading.remark.how')
          : t('regrading.remark.how.marks', { former: first.formerMark, mark: first.mark }),
      ]}
      command="regrading.acknowledge"
      input={() => ({ copyIds: rows.map((row) => row.copyId), how: 'by-hand' })}
      confirmLabel={t('regrading.remark.done')}
      doneText={t('regrading.remark.said')}
    />
  );
}
