import { FileList, TradeSecretPage as Contract } from '@fengni/server/modules/trade-secrets/contract';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { z } from 'zod';
import { formatDay, formatInstant, todayHere } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { type SessionActor, holdsDuty, useActor } from '../../lib/session.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { useUrlFilters } from '../../lib/url-state.ts';
import { ActionBar, type PageAction } from '../../ui/action-bar.tsx';
import { ConfirmShell } from '../../ui/confirm-shell.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { LevelChip } from '../../ui/level-chip.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card, KeyValues, PageFrame } from '../../ui/page-frame.tsx';
import { FaultBox, QueryView } from '../../ui/query-view.tsx';
import { RuleNote } from '../../ui/rule-note.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { useDownload } from '../carriers/download.ts';
import { dutyWords } from '../keeping/copy-words.ts';
import { openPaper } from '../keeping/open-paper.ts';
import { CompareTab } from './compare-tab.tsx';
import { ItemsTab } from './items-tab.tsx';
import {
  exportingDuties,
  filingDuties,
  keepingDuties,
  listStandingWords,
  listStateWords,
} from './trade-words.ts';

type List = z.output<typeof Contract>;
type Act = 'submit' | 'drop' | 'file' | 'begin';
const tabs = ['items', 'compare', 'facts'] as const;

/** One list: its items, what changed since last year, and where it stands on its way to the superior. */
export function TradeSecretListPage() {
  const { id = '' } = useParams({ strict: false });
  const page = useQueryData({ name: 'tradeSecret.open', input: { listId: id }, output: Contract });
  return <QueryView query={page}>{(data) => <Loaded list={data} />}</QueryView>;
}

function whyNotDuty(actor: SessionActor, duties: readonly string[]): string | null {
  return holdsDuty(actor, ...duties) ? null : t('action.who', { who: dutyWords(duties) });
}

/** Why a draft cannot be changed now; null where it can. */
function whyNotKeep(list: List, actor: SessionActor): string | null {
  if (list.state !== 'draft') return t('trade.not.draft');
  if (list.pending) return t('trade.next.pending');
  return whyNotDuty(actor, keepingDuties);
}

function nextWords(list: List): string {
  if (list.pending) return t('trade.next.pending');
  if (list.state === 'draft') return list.lines.length === 0 ? t('trade.next.fill') : t('trade.next.submit');
  if (list.state === 'in-force' && list.filedOn === null)
    return list.fileBy === null
      ? t('trade.next.file')
      : t('trade.next.file.by', { day: formatDay(list.fileBy) });
  return list.state === 'in-force' ? t('trade.next.done') : listStateWords(list.state);
}

function Loaded({ list }: { list: List }) {
  const actor = useActor();
  const [filters, changeFilters] = useUrlFilters();
  const [act, setAct] = useState<Act | null>(null);
  const download = useDownload();
  const tab = tabs.find((one) => one === filters['tab']) ?? 'items';
  const whyNot = whyNotKeep(list, actor);
  const title = t('trade.title', { unit: list.unit, year: list.year, version: list.version });
  return (
    <PageFrame
      title={title}
      chip={list.mark === '' ? null : <LevelChip mark={list.mark} level={list.levelToken} large />}
      crumbs={[{ label: t('nav.trade.secrets'), to: paths.tradeSecrets() }, { label: title }]}
      sub={`${listStandingWords(list)} · ${nextWords(list)}`}
      wide
      actions={
        <ActionBar
          next={nextOf(list)}
          actions={actionsOf(list, actor, {
            onAct: setAct,
            onExport: () => void download.run('tradeSecret.export', { listId: list.id }),
          })}
        />
      }
    >
      {download.fault === null ? null : <FaultBox text={download.fault} />}
      {list.unknown === 0 ? null : <p className="note">{t('trade.unknown', { n: list.unknown })}</p>}
      <Tabs
        label={title}
        current={tab}
        onChange={(next) => changeFilters({ tab: next })}
        tabs={[
          { key: 'items', label: t('trade.items'), count: list.items },
          { key: 'compare', label: t('trade.tab.compare') },
          { key: 'facts', label: t('trade.tab.facts') },
        ]}
      >
        {tab === 'items' ? <ItemsTab listId={list.id} lines={list.lines} whyNot={whyNot} /> : null}
        {tab === 'compare' ? <CompareTab listId={list.id} /> : null}
        {tab === 'facts' ? <Facts list={list} /> : null}
      </Tabs>
      {act === null ? null : <ActDialog act={act} list={list} onClose={() => setAct(null)} />}
    </PageFrame>
  );
}

function nextOf(list: List): string {
  if (list.state === 'draft') return 'submit';
  return list.state === 'in-force' && list.filedOn === null ? 'file' : 'print';
}

function actionsOf(
  list: List,
  actor: SessionActor,
  the: { readonly onAct: (act: Act) => void; readonly onExport: () => void },
): PageAction[] {
  const keep = whyNotKeep(list, actor);
  const unknown = list.unknown === 0 ? null : t('trade.unknown.act');
  const inForce = list.state === 'in-force' ? null : t('trade.only.in.force');
  const filed = list.filedOn === null ? null : t('trade.filed.already', { day: formatDay(list.filedOn) });
  return [
    {
      key: 'submit',
      label: t('trade.submit'),
      disabledReason: keep ?? unknown ?? (list.lines.length === 0 ? t('trade.next.fill') : null),
      onDo: () => the.onAct('submit'),
    },
    {
      key: 'file',
      label: t('trade.file'),
      disabledReason: whyNotDuty(actor, filingDuties) ?? inForce ?? filed,
      onDo: () => the.onAct('file'),
    },
    {
      key: 'print',
      label: t('trade.print'),
      onDo: () => openPaper('tradeSecret.print', { listId: list.id }),
    },
    {
      key: 'export',
      label: t('trade.export'),
      disabledReason: whyNotDuty(actor, exportingDuties),
      onDo: the.onExport,
    },
    {
      key: 'begin',
      label: t('trade.begin.next'),
      disabledReason: whyNotDuty(actor, keepingDuties) ?? inForce ?? unknown,
      onDo: () => the.onAct('begin'),
    },
    {
      key: 'drop',
      label: t('trade.drop'),
      disabledReason: keep,
      onDo: () => the.onAct('drop'),
      danger: true,
    },
  ];
}

function ActDialog({ act, list, onClose }: { act: Act; list: List; onClose: () => void }) {
  const edition = t('trade.edition', { year: list.year, version: list.version });
  switch (act) {
    case 'submit':
      return (
        <ConfirmShell
          title={t('trade.submit')}
          open
          onClose={onClose}
          happens={[
            t('trade.submit.one', { items: list.items, core: list.core, ordinary: list.ordinary }),
            t('trade.submit.two', { added: list.added, changed: list.changed, ended: list.ended }),
            t('trade.submit.three'),
          ]}
          command="tradeSecret.submitList"
          input={(reason) => ({ listId: list.id, reason })}
          reasonLabel={t('trade.submit.reason')}
          reasonOptional
          confirmLabel={t('trade.submit')}
        />
      );
    case 'drop':
      return (
        <ConfirmShell
          title={t('trade.drop')}
          open
          onClose={onClose}
          happens={[t('trade.drop.list.happens', { edition })]}
          command="tradeSecret.dropList"
          input={() => ({ listId: list.id })}
          confirmLabel={t('trade.drop')}
          doneText={t('trade.dropped')}
        />
      );
    case 'begin':
      return (
        <ConfirmShell
          title={t('trade.begin.next')}
          open
          onClose={onClose}
          happens={[t('trade.begin.happens', { edition, n: list.items })]}
          command="tradeSecret.beginList"
          input={() => ({
            unitId: list.unitId,
            year: Math.max(list.year, Number(todayHere().slice(0, 4))),
          })}
          confirmLabel={t('trade.begin.next')}
          doneText={t('trade.begun')}
        />
      );
    case 'file':
      return (
        <FormDialog
          title={t('trade.file')}
          open
          onClose={onClose}
          contract={FileList}
          command="tradeSecret.fileList"
          fixed={{ listId: list.id }}
          initial={{ filedOn: todayHere() }}
          submitLabel={t('trade.file')}
          doneText={t('trade.filed.done')}
          fields={[
            { name: 'filedOn', label: t('trade.filed.on'), kind: 'day' },
            { name: 'filedTo', label: t('trade.filed.to'), kind: 'text' },
            { name: 'receiptNo', label: t('trade.receipt'), kind: 'text', why: t('trade.receipt.why') },
          ]}
        />
      );
    default:
      return act satisfies never;
  }
}

function BasedOn({ list: { basedOn } }: { list: List }) {
  if (basedOn === null) return t('value.none');
  return (
    <AppLink to={paths.tradeSecretList(basedOn.id)}>
      {t('trade.edition', { year: basedOn.year, version: basedOn.version })}
    </AppLink>
  );
}

function Facts({ list }: { list: List }) {
  return (
    <Card title={t('trade.tab.facts')}>
      <KeyValues
        rows={[
          [t('field.state'), listStandingWords(list)],
          [t('trade.made.by'), `${list.madeBy} ${formatInstant(list.madeAt)}`],
          [t('trade.based.on'), <BasedOn key="based" list={list} />],
          [
            t('trade.approved.by'),
            list.consents.length === 0
              ? t('value.none')
              : list.consents
                  .map((one) => `${one.person} ${formatInstant(one.decidedAt)}`)
                  .join(t('list.and')),
          ],
          [
            t('trade.filed.to'),
            list.filedOn === null
              ? t('value.none')
              : `${list.filedTo} ${formatDay(list.filedOn)} ${list.receiptNo}`,
          ],
        ]}
      />
      <RuleNote text={t('trade.rule.approve')} source={t('trade.rule.source')} confidence="verified" />
      <RuleNote text={t('trade.rule.file')} source={t('trade.rule.house')} confidence="assumed" />
    </Card>
  );
}
