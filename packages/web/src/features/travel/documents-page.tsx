import { DocumentList, type DocumentView, TakeInDocument } from '@fengni/server/modules/travel/contract';
import { documentKinds, documentStates } from '@fengni/server/modules/travel/rules';
import { useState } from 'react';
import { z } from 'zod';
import { formatDay, todayHere } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { openFile } from '../../lib/open-file.ts';
import { paths } from '../../lib/paths.ts';
import { useActor } from '../../lib/session.ts';
import { type UrlFilters, useUrlFilters } from '../../lib/url-state.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { AppLink } from '../../ui/link.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import type { Column, Filter } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import { type DocumentAct, DocumentDialog } from './document-dialog.tsx';
import { keepsTravel } from './journeys-page.tsx';
import { documentChoices, documentStateChoices, documentStateWords, documentWords } from './travel-words.ts';

interface Opened {
  readonly act: DocumentAct;
  readonly document: DocumentView;
}

function columns(onOpen: (opened: Opened) => void, keeps: boolean): readonly Column<DocumentView>[] {
  return [
    {
      key: 'person',
      title: t('document.holder'),
      fixed: true,
      render: (row) => <AppLink to={paths.person(row.personId)}>{row.person}</AppLink>,
    },
    { key: 'unit', title: t('field.unit'), render: (row) => row.unit },
    { key: 'kind', title: t('document.kind'), fixed: true, render: (row) => documentWords(row.kind) },
    { key: 'number', title: t('document.number'), numeric: true, render: (row) => row.number },
    {
      key: 'valid',
      title: t('document.valid'),
      numeric: true,
      render: (row) => <span className={row.expired ? 'late' : ''}>{formatDay(row.validUntil)}</span>,
    },
    {
      key: 'state',
      title: t('field.state'),
      render: (row) =>
        row.expired
          ? `${documentStateWords(row.state)}${t('list.and')}${documentStateWords('expired')}`
          : documentStateWords(row.state),
    },
    { key: 'place', title: t('document.place'), render: (row) => row.place },
    {
      key: 'due',
      title: t('document.due'),
      numeric: true,
      render: (row) =>
        row.dueOn === null ? (
          ''
        ) : (
          <span className={row.dueOn < todayHere() ? 'late' : ''}>{formatDay(row.dueOn)}</span>
        ),
    },
    {
      key: 'journey',
      title: t('document.journey'),
      render: (row) =>
        row.journeyId === null ? (
          ''
        ) : (
          <AppLink to={paths.journey(row.journeyId)}>{t('document.journey.open')}</AppLink>
        ),
    },
    {
      key: 'acts',
      title: t('action.group'),
      render: (row) => <RowActions {...{ row, onOpen, keeps }} />,
    },
  ];
}

function RowActions({
  row,
  onOpen,
  keeps,
}: {
  row: DocumentView;
  onOpen: (opened: Opened) => void;
  keeps: boolean;
}) {
  const who = keeps ? null : t('travel.keep.who');
  const when = (...states: readonly string[]) =>
    states.includes(row.state) ? null : t('document.not.now', { state: documentStateWords(row.state) });
  return (
    <ActionBar
      next={null}
      about={`${row.person} ${documentWords(row.kind)}`}
      actions={[
        {
          key: 'back',
          label: t('document.back'),
          disabledReason: who ?? when('lent', 'with-holder', 'missing'),
          onDo: () => onOpen({ act: 'back', document: row }),
        },
        {
          key: 'slip',
          label: t('document.slip'),
          disabledReason: when('lent'),
          onDo: () => void openFile('travel.loanSlip', { documentId: row.id }, { factor: false }),
        },
        {
          key: 'moves',
          label: t('document.moves'),
          onDo: () => onOpen({ act: 'moves', document: row }),
        },
        {
          key: 'handBack',
          label: t('document.hand.back'),
          disabledReason: who ?? when('kept'),
          onDo: () => onOpen({ act: 'hand-back', document: row }),
        },
        {
          key: 'missing',
          label: t('document.missing'),
          danger: true,
          disabledReason: when('kept', 'lent', 'with-holder'),
          onDo: () => onOpen({ act: 'missing', document: row }),
        },
      ]}
    />
  );
}

function filters(): readonly Filter[] {
  return [
    { key: 'search', label: t('document.search'), kind: 'search' },
    {
      key: 'kind',
      label: t('document.kind'),
      kind: 'select',
      all: t('document.kind.all'),
      choices: documentChoices(),
    },
    {
      key: 'state',
      label: t('field.state'),
      kind: 'select',
      all: t('travel.state.all'),
      choices: documentStateChoices(),
    },
    { key: 'expired', label: t('document.expired'), kind: 'toggle' },
  ];
}

function inputOf(values: UrlFilters): Readonly<Record<string, unknown>> {
  return {
    search: values['search'] ?? '',
    personId: z.uuid().safeParse(values['person']).data ?? null,
    kind: z.enum(documentKinds).safeParse(values['kind']).data ?? null,
    state: z.enum(documentStates).safeParse(values['state']).data ?? null,
    expired: values['expired'] === '1',
  };
}

/** Passports and permits: kept by the office, lent for one journey, and back (FOR-1). */
export function DocumentsPage() {
  const actor = useActor();
  const [values] = useUrlFilters();
  const [entering, setEntering] = useState(false);
  const [opened, setOpened] = useState<Opened | null>(null);
  const keeps = keepsTravel(actor);
  return (
    <PageFrame
      title={t('travel.documents')}
      sub={t('document.sub')}
      crumbs={[{ label: t('nav.travel'), to: paths.journeys() }, { label: t('travel.documents') }]}
      wide
      actions={
        <ActionBar
          next="enter"
          actions={[
            {
              key: 'enter',
              label: t('document.enter'),
              disabledReason: keeps ? null : t('travel.keep.who'),
              onDo: () => setEntering(true),
            },
          ]}
        />
      }
    >
      <RegisterShell
        id="travel.documents"
        label={t('travel.documents')}
        query="travel.documents"
        output={DocumentList}
        input={inputOf}
        columns={columns(setOpened, keeps)}
        filters={filters()}
        rowKey={(row) => row.id}
        tools={
          <ActionButton
            disabledReason={keeps ? null : t('travel.export.who')}
            onClick={() => void openFile('travel.exportDocuments', inputOf(values), { factor: true })}
          >
            {t('travel.export')}
          </ActionButton>
        }
        empty={<EmptyState title={t('document.empty')} first={t('document.empty.first')} />}
      />
      {entering ? <EnterDialog onClose={() => setEntering(false)} /> : null}
      {opened === null ? null : <DocumentDialog {...opened} onClose={() => setOpened(null)} />}
    </PageFrame>
  );
}

function EnterDialog({ onClose }: { onClose: () => void }) {
  return (
    <FormDialog
      title={t('document.enter')}
      open
      onClose={onClose}
      contract={TakeInDocument}
      command="travel.takeInDocument"
      initial={{ kind: 'passport', kept: true, place: '' }}
      submitLabel={t('document.enter')}
      doneText={t('document.enter.done')}
      fields={[
        { name: 'personId', label: t('document.holder'), kind: 'person', autoFocus: true },
        { name: 'kind', label: t('document.kind'), kind: 'select', choices: documentChoices() },
        { name: 'number', label: t('document.number'), kind: 'text', why: t('document.number.why') },
        { name: 'validUntil', label: t('document.valid'), kind: 'day' },
        { name: 'kept', label: t('document.kept'), kind: 'toggle', why: t('document.kept.why') },
        { name: 'place', label: t('document.place'), kind: 'text', why: t('document.place.why') },
      ]}
    />
  );
}
