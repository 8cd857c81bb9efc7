import { DestructionPage as Contract } from '@fengni/server/modules/carriers/contract';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { formatDay, formatInstant } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionBar, type PageAction } from '../../ui/action-bar.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { LifeLine } from '../../ui/life-line.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card, KeyValues, PageFrame, TwoColumns } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { pageAction, whyNotAction } from '../keeping/copy-words.ts';
import { ItemsTable } from '../keeping/items-table.tsx';
import { openPaper } from '../keeping/open-paper.ts';
import { AddBox } from './add-box.tsx';
import { BagItems } from './bag-items.tsx';
import { DestructionDialog, type DestructionAct } from './destruction-dialog.tsx';
import { type Destruction, destructionSteps, isWaiting } from './destruction-steps.ts';
import { destructionStateWords, methodWords } from './destruction-words.ts';

/** One destruction list, from the draft to the certificate; the steps at the top say what comes next. */
export function DestructionPage() {
  const { id = '' } = useParams({ strict: false });
  const page = useQueryData({ name: 'destruction.open', input: { listId: id }, output: Contract });
  return <QueryView query={page}>{(data) => <Loaded list={data} />}</QueryView>;
}

function Loaded({ list }: { list: Destruction }) {
  const [act, setAct] = useState<DestructionAct | null>(null);
  const state = destructionStateWords(list.state);
  return (
    <PageFrame
      title={t('destruction.title', { number: list.number })}
      crumbs={[{ label: t('nav.destructions'), to: paths.destructions() }, { label: list.number }]}
      sub={[list.register, state, methodWords(list.method)].filter((part) => part !== '').join(' · ')}
      wide
      actions={<ActionBar next={nextOf(list)} actions={actionsOf(list, setAct)} />}
    >
      <Card title={t('destruction.steps')} aside={<NextWords list={list} />} flush>
        <LifeLine label={t('destruction.steps')} stops={destructionSteps(list)} />
      </Card>
      <TwoColumns main={<Items list={list} />} side={<Facts list={list} />} />
      {act === null ? null : (
        <DestructionDialog key={act} act={act} list={list} onClose={() => setAct(null)} />
      )}
    </PageFrame>
  );
}

/** The next lawful step for this person; papers once all is done. A list is filled by scanner, not by a button. */
function nextOf(list: Destruction): string | null {
  const steps = ['destruction.witness', 'destruction.complete', 'destruction.submit'];
  const allSigned = list.witnesses.every((witness) => witness.signedAt !== null);
  const allowed = (command: string) => list.actions.some((one) => one.command === command && one.allowed);
  if (list.state === 'approved' && !allSigned && !allowed('destruction.witness')) return 'list';
  return steps.find(allowed) ?? (list.state === 'destroyed' ? 'certificate' : 'list');
}

function actionsOf(list: Destruction, onAct: (act: DestructionAct) => void): PageAction[] {
  const { actions } = list;
  const notDone = list.state === 'destroyed' ? null : t('destruction.certificate.later');
  return [
    pageAction(actions, {
      command: 'destruction.witness',
      label: t('destruction.witness'),
      onDo: () => onAct('witness'),
    }),
    pageAction(actions, {
      command: 'destruction.complete',
      label: t('destruction.complete'),
      onDo: () => onAct('complete'),
    }),
    pageAction(actions, {
      command: 'destruction.submit',
      label: t('destruction.submit'),
      onDo: () => onAct('submit'),
    }),
    {
      key: 'list',
      label: t('destruction.sheet'),
      onDo: () => openPaper('destruction.listSheet', { listId: list.id }),
    },
    {
      key: 'certificate',
      label: t('destruction.certificate'),
      disabledReason: notDone,
      onDo: () => openPaper('destruction.certificate', { listId: list.id }),
    },
    pageAction(actions, {
      command: 'destruction.cancel',
      label: t('destruction.cancel'),
      onDo: () => onAct('cancel'),
      danger: true,
    }),
  ];
}

/** In one sentence, what is being waited for. */
function NextWords({ list }: { list: Destruction }) {
  if (list.state === 'destroyed') return t('destruction.next.done');
  if (list.state === 'cancelled') return t('destruction.next.cancelled');
  if (isWaiting(list) && list.approvalId !== null)
    return <AppLink to={paths.approval(list.approvalId)}>{t('destruction.next.consents')}</AppLink>;
  if (list.state === 'draft')
    return list.copies + list.bags === 0 ? t('destruction.next.fill') : t('destruction.next.submit');
  const unsigned = list.witnesses
    .filter((witness) => witness.signedAt === null)
    .map((witness) => witness.person);
  return unsigned.length === 0
    ? t('destruction.next.complete')
    : t('destruction.next.witnesses', { who: unsigned.join(t('list.and')) });
}

function Items({ list }: { list: Destruction }) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [chosenBags, setChosenBags] = useState<ReadonlySet<string>>(new Set());
  const addable = list.actions.some((one) => one.command === 'destruction.add' && one.allowed);
  const takeOff = useCommand({
    name: 'destruction.takeOff',
    faults: 'toast',
    doneText: t('destruction.takeoff.done'),
    onDone() {
      setChosen(new Set());
      setChosenBags(new Set());
    },
  });
  const n = chosen.size + chosenBags.size;
  return (
    <>
      <Card title={t('destruction.items')} aside={t('chosen.count', { n: list.items.length })} flush>
        {addable ? <AddBox listId={list.id} /> : null}
        {n === 0 ? null : (
          <fieldset className="plain-set batch-bar" aria-label={t('register.batch')}>
            <span>{t('register.chosen', { n })}</span>
            <ActionButton
              loading={takeOff.busy}
              disabledReason={whyNotAction(list.actions.find((one) => one.command === 'destruction.takeOff'))}
              onClick={() =>
                void takeOff.run({ listId: list.id, copyIds: [...chosen], bagIds: [...chosenBags] })
              }
            >
              {t('destruction.takeoff')}
            </ActionButton>
          </fieldset>
        )}
        {list.items.length === 0 ? (
          <p className="card-body quiet">{t('destruction.items.empty')}</p>
        ) : (
          <ItemsTable
            label={t('destruction.items')}
            rows={list.items}
            leave={['holder', 'place']}
            {...(addable ? { chosen, onChosen: setChosen } : {})}
          />
        )}
      </Card>
      <BagItems bags={list.bagItems} {...(addable ? { chosen: chosenBags, onChosen: setChosenBags } : {})} />
    </>
  );
}

function Facts({ list }: { list: Destruction }) {
  return (
    <>
      <Card title={t('destruction.facts')}>
        <KeyValues
          rows={[
            [t('keeping.register'), list.register === '' ? t('value.none') : list.register],
            [t('destruction.point'), list.point],
            [t('destruction.method'), methodWords(list.method)],
            [t('destruction.planned'), formatDay(list.plannedOn)],
            [t('destruction.copies'), list.copies],
            [t('destruction.bags'), list.bags],
            [t('destruction.certificate.no'), list.certificateNo ?? t('value.none')],
          ]}
        />
      </Card>
      <Card title={t('destruction.approvals')} flush>
        {list.approvals.length === 0 ? (
          <p className="card-body quiet">{t('destruction.approvals.none')}</p>
        ) : (
          <ul className="lines">
            {list.approvals.map((one) => (
              <li key={`${one.person}-${one.at}`}>
                <span className="grow">
                  {one.person} <span className="why">{one.step}</span>
                </span>
                <span className="why num">{formatInstant(one.at)}</span>
              </li>
            ))}
          </ul>
        )}
      </Card>
      <Card title={t('destruction.witnesses')} flush>
        {list.witnesses.length === 0 ? (
          <p className="card-body quiet">{t('destruction.witnesses.none')}</p>
        ) : (
          <ul className="lines">
            {list.witnesses.map((one) => (
              <li key={one.personId}>
                <span className="grow">{one.person}</span>
                <span className={one.signedAt === null ? 'why' : 'ok'}>
                  {one.signedAt === null
                    ? t('destruction.step.unsigned')
                    : signedWords(one.signed, one.signedAt)}
                </span>
              </li>
            ))}
          </ul>
        )}
        <p className="card-body why">{t('destruction.witnesses.rule')}</p>
      </Card>
    </>
  );
}

function signedWords(signed: string | null, at: string): string {
  const time = formatInstant(at);
  return signed === 'paper'
    ? t('destruction.signed.paper', { time })
    : t('destruction.signed.screen', { time });
}
