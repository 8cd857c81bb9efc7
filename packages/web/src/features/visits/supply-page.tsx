import { SupplyPage as Contract } from '@fengni/server/modules/visits/contract';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { formatDay } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { openFile } from '../../lib/open-file.ts';
import { paths } from '../../lib/paths.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card, KeyValues, PageFrame, TwoColumns } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { OpinionsCard } from './opinions-card.tsx';
import { type SupplyAct, SupplyDialog } from './supply-dialog.tsx';
import { type Supply, whyNotSupply } from './visit-standing.ts';
import { formWords, secrecyWords, supplyStateWords } from './visit-words.ts';

/** One thing given to an outsider: what, to whom, on what basis, and whether it came back. */
export function SupplyPage() {
  const { id = '' } = useParams({ strict: false });
  const page = useQueryData({ name: 'supply.open', input: { supplyId: id }, output: Contract });
  return <QueryView query={page}>{(data) => <Loaded supply={data} />}</QueryView>;
}

function Loaded({ supply }: { supply: Supply }) {
  const [act, setAct] = useState<SupplyAct | null>(null);
  return (
    <PageFrame
      title={supply.title}
      crumbs={[{ label: t('nav.supplied'), to: paths.supplied() }, { label: supply.number }]}
      sub={[supply.number, secrecyWords(supply.secrecy), supply.mark, supplyStateWords(supply.state)]
        .filter((part) => part !== '')
        .join(' · ')}
      actions={<Actions supply={supply} onAct={setAct} />}
    >
      <TwoColumns
        main={
          <>
            {supply.state === 'draft' && supply.pendingId === null ? <ReadyCard supply={supply} /> : null}
            <WhatCard supply={supply} />
            <BasisCard supply={supply} />
          </>
        }
        side={<OpinionsCard opinions={supply.opinions} pendingId={supply.pendingId} />}
      />
      {act === null ? null : <SupplyDialog act={act} supply={supply} onClose={() => setAct(null)} />}
    </PageFrame>
  );
}

const missingKeys = { permission: 'supply.permission', agreement: 'supply.agreement' } as const;

function nextOf({ state, missing, pendingId }: Supply): string {
  if (pendingId !== null) return 'request';
  if (state === 'draft') return missing[0] ?? 'submit';
  return state === 'approved' ? 'give' : 'return';
}

function Actions({ supply, onAct }: { supply: Supply; onAct: (act: SupplyAct) => void }) {
  const why = whyNotSupply(supply);
  const only = (state: Supply['state'], words: string) => why ?? (supply.state === state ? null : words);
  const inDraft = only('draft', t('visit.only.draft'));
  const missing =
    supply.missing.length === 0
      ? null
      : t('supply.missing', { what: supply.missing.map((one) => t(missingKeys[one])).join(t('visit.and')) });
  const act = (kind: SupplyAct) => () => onAct(kind);
  return (
    <ActionBar
      next={nextOf(supply)}
      actions={[
        ...(supply.pendingId === null
          ? []
          : [{ key: 'request', label: t('visit.request'), to: paths.approval(supply.pendingId) }]),
        {
          key: 'permission',
          label: t('supply.permission.record'),
          disabledReason: inDraft,
          onDo: act('permission'),
        },
        {
          key: 'agreement',
          label: t('supply.agreement.record'),
          disabledReason: inDraft,
          onDo: act('agreement'),
        },
        {
          key: 'submit',
          label: t('supply.submit'),
          disabledReason: inDraft ?? (supply.barred ? t('supply.barred') : missing),
          onDo: act('submit'),
        },
        {
          key: 'give',
          label: t('supply.give'),
          disabledReason: only('approved', t('supply.only.approved')),
          onDo: act('give'),
        },
        {
          key: 'return',
          label: t('supply.return'),
          disabledReason:
            only('given', t('supply.only.given')) ??
            (supply.returnBy === null ? t('supply.no.return') : null),
          onDo: act('return'),
        },
        {
          key: 'receipt',
          label: t('supply.receipt'),
          onDo: () => void openFile('supply.receipt', { supplyId: supply.id }, { factor: false }),
        },
        {
          key: 'change',
          label: t('supply.change'),
          disabledReason:
            why ?? (supply.state === 'draft' || supply.state === 'approved' ? null : t('visit.only.draft')),
          onDo: act('change'),
        },
        { key: 'hand-over', label: t('supply.hand.over'), disabledReason: why, onDo: act('hand-over') },
        {
          key: 'cancel',
          label: t('supply.cancel'),
          danger: true,
          disabledReason:
            why ?? (supply.state === 'draft' || supply.state === 'approved' ? null : t('supply.only.before')),
          onDo: act('cancel'),
        },
      ]}
    />
  );
}

function ReadyCard({ supply }: { supply: Supply }) {
  const wrong = supply.barred || supply.missing.length > 0;
  return (
    <Card title={t('visit.checks')} late={wrong}>
      {supply.barred ? <p className="late">{t('supply.barred')}</p> : null}
      {supply.missing.length === 0 ? null : (
        <p>
          {t('supply.missing', {
            what: supply.missing.map((one) => t(missingKeys[one])).join(t('visit.and')),
          })}
        </p>
      )}
      {wrong ? null : <p className="quiet">{t('supply.ready')}</p>}
    </Card>
  );
}

function WhatCard({ supply }: { supply: Supply }) {
  return (
    <Card title={t('supply.form.what')}>
      <KeyValues
        rows={[
          [t('supply.recipient'), `${supply.recipient}（${supply.country}）`],
          [t('supply.contact'), supply.contact || t('value.none')],
          [t('supply.content'), supply.content || t('value.none')],
          [t('supply.form'), formWords(supply.form)],
          ...(supply.sampleNo === '' ? [] : [[t('supply.sample'), supply.sampleNo] as const]),
          [t('supply.purpose'), supply.purpose],
          [t('field.unit'), supply.unit],
          [
            t('supply.giver'),
            <AppLink key="giver" to={paths.person(supply.giverId)}>
              {supply.giver}
            </AppLink>,
          ],
          ...(supply.visit === null
            ? []
            : [
                [
                  t('supply.visit'),
                  <AppLink key="visit" to={paths.visit(supply.visit.id)}>
                    {supply.visit.number}
                  </AppLink>,
                ] as const,
              ]),
          ...(supply.carrier === null
            ? []
            : [
                [
                  t('supply.carrier'),
                  <AppLink key="carrier" to={paths.carrier(supply.carrier.id)}>
                    {supply.carrier.number}
                  </AppLink>,
                ] as const,
              ]),
          ...(supply.givenOn === null
            ? []
            : [
                [t('supply.given.on'), formatDay(supply.givenOn)] as const,
                [t('supply.received.by'), supply.receivedBy] as const,
              ]),
          [
            t('supply.return.by'),
            supply.returnBy === null ? t('supply.no.return') : formatDay(supply.returnBy),
          ],
          ...(supply.returnedOn === null
            ? []
            : [[t('supply.returned.on'), formatDay(supply.returnedOn)] as const]),
          ...(supply.note === '' ? [] : [[t('supply.note'), supply.note] as const]),
        ]}
      />
    </Card>
  );
}

function BasisCard({ supply }: { supply: Supply }) {
  const { permission, agreement } = supply;
  const lines = [
    {
      key: 'permission',
      label: t('supply.permission'),
      words: permission.on === null ? null : `${permission.by} ${permission.no} ${formatDay(permission.on)}`,
      scanId: permission.scanId,
    },
    {
      key: 'agreement',
      label: t('supply.agreement'),
      words: agreement.on === null ? null : `${agreement.no} ${formatDay(agreement.on)}`,
      scanId: agreement.scanId,
    },
    {
      key: 'receipt',
      label: t('supply.receipt.signed'),
      words: supply.receiptScanId === null ? null : supply.receivedBy,
      scanId: supply.receiptScanId,
    },
  ];
  return (
    <Card title={t('supply.basis')} flush>
      <ul className="lines">
        {lines.map((line) => (
          <li key={line.key}>
            <span className="grow">
              {line.label} <span className="why">{line.words ?? t('value.none')}</span>
            </span>
            {line.scanId === null ? null : (
              <ActionButton
                size="small"
                aria-label={t('supply.scan.of', { what: line.label })}
                onClick={() => void openFile('scan.open', { scanId: line.scanId }, { factor: false })}
              >
                {t('supply.scan')}
              </ActionButton>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
