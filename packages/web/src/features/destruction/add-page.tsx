import { DestructionLists } from '@fengni/server/modules/carriers/contract';
import { useRouter } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { formatDay } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useUrlFilters } from '../../lib/url-state.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Card, PageFrame } from '../../ui/page-frame.tsx';
import { FaultBox, Loading } from '../../ui/query-view.tsx';
import { type ChosenCopy, readIds, useChosenCopies } from '../keeping/chosen-copies.ts';
import { ChosenList } from '../keeping/chosen-list.tsx';
import { whyNotMove } from '../keeping/copy-words.ts';
import { BeginDialog } from './begin-dialog.tsx';

/** Copies or bags chosen elsewhere are put on a list that is still open, or on a new one. */
export function AddToListPage() {
  const [filters] = useUrlFilters();
  const bagIds = readIds(filters['bags']);
  const chosen = useChosenCopies({
    copyIds: readIds(filters['copies']),
    carrierIds: readIds(filters['carriers']),
    state: 'in-store',
  });
  const first = chosen.copies[0];
  const whyNot = (copy: ChosenCopy) => whyNotList(copy, first);
  const going = chosen.copies.filter((copy) => whyNot(copy) === null);
  return (
    <PageFrame
      title={t('destruction.put')}
      sub={t('destruction.add.sub')}
      crumbs={[{ label: t('nav.destructions'), to: paths.destructions() }, { label: t('destruction.put') }]}
    >
      {bagIds.length === 0 ? (
        <ChosenList title={t('destruction.items')} chosen={chosen} whyNot={whyNot} />
      ) : (
        <p className="note">{t('destruction.add.bags', { n: bagIds.length })}</p>
      )}
      <ListChoice
        copyIds={going.map((copy) => copy.copyId)}
        bagIds={bagIds}
        {...(first === undefined ? {} : { registerId: first.registerId })}
      />
    </PageFrame>
  );
}

function whyNotList(copy: ChosenCopy, first: ChosenCopy | undefined): string | null {
  if (copy.recallId !== null) return t('destruction.recalled');
  const move = whyNotMove(copy.state, 'list');
  if (move !== null) return move;
  return copy.registerId === first?.registerId
    ? null
    : t('chosen.register.other', { register: first?.register ?? '' });
}

interface ListChoiceProps {
  readonly copyIds: readonly string[];
  readonly bagIds: readonly string[];
  readonly registerId?: string;
}

function ListChoice({ copyIds, bagIds, registerId }: ListChoiceProps) {
  const id = useId();
  const router = useRouter();
  const [chosen, setChosen] = useState('');
  const [beginning, setBeginning] = useState(false);
  const lists = useQueryData({
    name: 'destruction.list',
    input: { registerId: registerId ?? null, state: 'draft', after: null },
    output: DestructionLists,
  });
  const rows = lists.data?.rows ?? [];
  const listId = chosen === '' && rows.length === 1 ? (rows[0]?.id ?? '') : chosen;
  const add = useCommand({ name: 'destruction.add', faults: 'inline', doneText: t('destruction.add.done') });
  const nothing = copyIds.length + bagIds.length === 0 ? t('destruction.add.nothing') : null;

  async function put(to: string) {
    if (await add.run({ listId: to, copyIds, bagIds })) router.history.push(paths.destruction(to));
  }
  if (lists.isPending) return <Loading />;
  return (
    <Card title={t('destruction.add.to')}>
      <div className="form">
        {rows.length === 0 ? (
          <p className="quiet">{t('destruction.add.none')}</p>
        ) : (
          <div className="field">
            <label htmlFor={id}>{t('destruction.add.list')}</label>
            <select
              id={id}
              className="native-field"
              value={listId}
              onChange={(event) => setChosen(event.target.value)}
            >
              <option value="">{t('form.choose')}</option>
              {rows.map((row) => (
                <option key={row.id} value={row.id}>
                  {[row.number, row.point, formatDay(row.plannedOn)].join(' · ')}
                </option>
              ))}
            </select>
          </div>
        )}
        {add.fault === null ? null : <FaultBox text={add.fault} />}
        <div className="form-actions">
          {rows.length === 0 ? null : (
            <ActionButton
              type="primary"
              loading={add.busy}
              disabledReason={nothing ?? (listId === '' ? t('destruction.add.choose') : null)}
              onClick={() => void put(listId)}
            >
              {t('destruction.add.submit', { n: copyIds.length + bagIds.length })}
            </ActionButton>
          )}
          <ActionButton
            type={rows.length === 0 ? 'primary' : 'default'}
            disabledReason={nothing}
            onClick={() => setBeginning(true)}
          >
            {t('destruction.add.new')}
          </ActionButton>
        </div>
      </div>
      {beginning ? (
        <BeginDialog
          open
          onClose={() => setBeginning(false)}
          onBegun={(begun) => void put(begun)}
          {...(registerId === undefined ? {} : { registerId })}
        />
      ) : null}
    </Card>
  );
}
