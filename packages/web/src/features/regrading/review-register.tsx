import {
  KeepAfterReview,
  type ReviewLineView,
  ReviewList,
} from '@fengni/server/modules/classification/sources/contract';
import { decidedKinds } from '@fengni/server/modules/classification/regrading/rules';
import { useState } from 'react';
import { formatDay } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { LevelChip } from '../../ui/level-chip.tsx';
import { AppLink } from '../../ui/link.tsx';
import type { Column } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import { pageAction } from '../keeping/copy-words.ts';
import { kindWords } from './regrading-words.ts';

function columns(onKeep: (row: ReviewLineView) => void): readonly Column<ReviewLineView>[] {
  return [
    {
      key: 'number',
      title: t('field.number'),
      fixed: true,
      numeric: true,
      render: (row) => (
        <AppLink to={paths.carrier(row.carrierId, { tab: 'derivation' })}>{row.number}</AppLink>
      ),
    },
    {
      key: 'mark',
      title: t('field.level'),
      render: (row) => <LevelChip mark={row.mark} level={row.levelToken} />,
    },
    { key: 'title', title: t('field.title'), render: (row) => row.title },
    { key: 'source', title: t('derivation.source.changed'), render: (row) => <Source row={row} /> },
    { key: 'due', title: t('derivation.due'), numeric: true, render: (row) => formatDay(row.dueOn) },
    {
      key: 'actions',
      title: t('action.group'),
      render: (row) => (
        <ActionBar
          next={null}
          about={row.number}
          actions={[
            pageAction(row.actions, {
              command: 'regrading.propose',
              label: t('derivation.follow'),
              to: paths.newRegrading({ carriers: row.carrierId, kind: kindToFollow(row) }),
            }),
            pageAction(row.actions, {
              command: 'derivation.keep',
              label: t('derivation.keep'),
              onDo: () => onKeep(row),
            }),
          ]}
        />
      ),
    },
  ];
}

/** What released the source by itself releases what follows it by decision. */
function kindToFollow(row: ReviewLineView): string {
  return decidedKinds.find((kind) => kind === row.source?.kind) ?? 'release';
}

function Source({ row }: { readonly row: ReviewLineView }) {
  if (row.source === null) return t('derivation.source.hidden');
  return (
    <>
      <AppLink to={paths.carrier(row.source.id)}>{row.source.number}</AppLink>{' '}
      <span className="quiet">
        {kindWords(row.source.kind)} {row.source.formerMark ?? ''} → {row.source.mark}
      </span>
    </>
  );
}

/** What rests on a changed source, until it is decided whether it follows. */
export function ReviewRegister() {
  const [keeping, setKeeping] = useState<ReviewLineView | null>(null);
  return (
    <>
      <RegisterShell
        id="derivation.reviews"
        label={t('regrading.tab.reviews')}
        query="derivation.reviews"
        output={ReviewList}
        input={() => ({})}
        columns={columns(setKeeping)}
        rowKey={(row) => row.id}
        empty={
          <EmptyState title={t('derivation.reviews.empty')} first={t('derivation.reviews.empty.first')} />
        }
      />
      {keeping === null ? null : (
        <FormDialog
          title={t('derivation.keep')}
          open
          onClose={() => setKeeping(null)}
          contract={KeepAfterReview}
          command="derivation.keep"
          fixed={{ reviewId: keeping.id }}
          submitLabel={t('derivation.keep')}
          doneText={t('derivation.kept')}
          fields={[{ name: 'reason', label: t('field.reason'), kind: 'textarea', autoFocus: true }]}
        >
          <p className="note">
            {t('derivation.keep.happens', { number: keeping.number, mark: keeping.mark })}
          </p>
        </FormDialog>
      )}
    </>
  );
}
