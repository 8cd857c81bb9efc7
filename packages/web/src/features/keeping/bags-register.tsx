import { BagList, SealBag } from '@fengni/server/modules/carriers/contract';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { formatInstant } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useRouter } from '@tanstack/react-router';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import type { Choice } from '../../ui/form-field.tsx';
import type { Column } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import { bagKindWords, bagStateWords, formatKilograms } from './bag-words.ts';
import { openPaper } from './open-paper.ts';
import { readRegister, registerFilter, rememberRegister, useRegisters } from './registers.ts';

type Bag = z.output<typeof BagList>['rows'][number];

function columns(): readonly Column<Bag>[] {
  return [
    { key: 'number', title: t('field.number'), fixed: true, numeric: true, render: (row) => row.number },
    { key: 'room', title: t('bag.room'), render: (row) => row.room },
    { key: 'kind', title: t('bag.kind'), render: (row) => bagKindWords(row.kind) },
    {
      key: 'weight',
      title: t('bag.weight'),
      numeric: true,
      render: (row) => formatKilograms(row.weightGrams),
    },
    { key: 'seal', title: t('bag.seal.no'), numeric: true, render: (row) => row.sealNo },
    { key: 'state', title: t('field.state'), render: (row) => bagStateWords(row.state) },
    { key: 'sealed', title: t('bag.sealed.at'), numeric: true, render: (row) => formatInstant(row.sealedAt) },
  ];
}

/** Papers and newspapers without level, bagged by room for the same destruction. */
export function BagsRegister({
  sealing,
  onSealing,
}: {
  sealing: boolean;
  onSealing: (open: boolean) => void;
}): ReactNode {
  const router = useRouter();
  const registers = useRegisters(['paper-bag']);
  return (
    <>
      <RegisterShell
        id="bag.list"
        label={t('bag.title')}
        query="bag.list"
        output={BagList}
        input={(values) => ({
          registerId: readRegister(values['register']),
          state: (values['bag'] ?? '') === '' ? null : values['bag'],
        })}
        columns={columns()}
        filters={[
          registerFilter(registers.choices),
          {
            key: 'bag',
            label: t('field.state'),
            kind: 'select',
            all: t('bag.state.all'),
            choices: (['sealed', 'for-destruction', 'destroyed'] as const).map((value) => ({
              value,
              label: bagStateWords(value),
            })),
          },
        ]}
        rowKey={(row) => row.id}
        batch={[
          {
            key: 'slip',
            label: t('bag.slip'),
            onDo: (rows) => openPaper('bag.slip', { bagIds: rows.map((row) => row.id) }),
          },
          {
            key: 'destroy',
            label: t('destruction.put'),
            onDo: (rows) =>
              router.history.push(paths.destroyCopies({ bags: rows.map((row) => row.id).join(',') })),
            disabledReason: (rows) =>
              rows.every((row) => row.state === 'sealed') ? null : t('bag.sealed.only'),
          },
        ]}
        empty={
          <EmptyState
            title={t('bag.empty')}
            first={registers.choices.length === 0 ? t('bag.register.none') : t('bag.empty.first')}
          />
        }
      />
      <SealDialog
        open={sealing}
        onClose={() => onSealing(false)}
        choices={registers.choices}
        initial={registers.initial}
      />
    </>
  );
}

interface SealDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly choices: readonly Choice[];
  readonly initial: string;
}

function SealDialog({ open, onClose, choices, initial }: SealDialogProps) {
  return (
    <FormDialog
      title={t('bag.seal')}
      open={open}
      onClose={onClose}
      contract={SealBag}
      command="bag.seal"
      initial={{ registerId: initial, kind: 'papers' }}
      submitLabel={t('bag.seal')}
      doneText={t('bag.seal.done')}
      onInput={(input) => rememberRegister(input.registerId)}
      fields={[
        { name: 'registerId', label: t('keeping.register'), kind: 'select', choices },
        { name: 'room', label: t('bag.room'), kind: 'text' },
        {
          name: 'kind',
          label: t('bag.kind'),
          kind: 'radio',
          choices: (['papers', 'newspapers', 'mixed'] as const).map((value) => ({
            value,
            label: bagKindWords(value),
          })),
        },
        { name: 'weightGrams', label: t('bag.grams'), kind: 'number', why: t('bag.grams.why') },
        { name: 'sealNo', label: t('bag.seal.no'), kind: 'text' },
      ]}
    />
  );
}
