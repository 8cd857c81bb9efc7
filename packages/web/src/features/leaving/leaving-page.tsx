import { LeavingPage as Contract } from '@fengni/server/modules/leaving/contract';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { z } from 'zod';
import { formatDay, formatInstant } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { openFile } from '../../lib/open-file.ts';
import { paths } from '../../lib/paths.ts';
import { subjectPath } from '../../lib/subjects.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card, KeyValues, PageFrame, TwoColumns } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { dutyWords, isDuty } from '../organisation/org-words.ts';
import { CoolingCard } from './cooling-card.tsx';
import { type LeavingAct, LeavingDialog } from './leaving-dialog.tsx';
import { kindWords, stateWords } from './leaving-words.ts';

export type Leaving = z.output<typeof Contract>;
/** How often the list of what is held is read anew while the page is open. Seconds. */
const refreshSeconds = 20;

/** One procedure: what is still held, the talk, the letter, the freezing, the cooling-off, the end. */
export function LeavingPage() {
  const { id = '' } = useParams({ strict: false });
  const page = useQueryData({
    name: 'leaving.open',
    input: { leavingId: id },
    output: Contract,
    everySeconds: refreshSeconds,
  });
  return <QueryView query={page}>{(data) => <Loaded leaving={data} />}</QueryView>;
}

function Loaded({ leaving }: { leaving: Leaving }) {
  const [act, setAct] = useState<LeavingAct | null>(null);
  return (
    <PageFrame
      title={t('leaving.of', { person: leaving.person })}
      crumbs={[{ label: t('nav.leavings'), to: paths.leavings() }, { label: leaving.person }]}
      sub={[kindWords(leaving.kind), leaving.unit, stateWords(leaving.state)].join(' · ')}
      actions={<Actions leaving={leaving} onAct={setAct} />}
    >
      <TwoColumns
        main={
          <>
            {leaving.state === 'open' ? <HeldCard leaving={leaving} /> : null}
            <CoolingCard leaving={leaving} />
          </>
        }
        side={<FactsCard leaving={leaving} />}
      />
      {act === null ? null : <LeavingDialog act={act} leaving={leaving} onClose={() => setAct(null)} />}
    </PageFrame>
  );
}

function Actions({ leaving, onAct }: { leaving: Leaving; onAct: (act: LeavingAct) => void }) {
  const over = leaving.state === 'open' ? null : t('leaving.over');
  const runs = over ?? (leaving.mayRun ? null : t('leaving.who'));
  const asked = (command: string) =>
    leaving.pending.some((one) => one.command === command) ? t('leaving.asked') : null;
  const needsCooling = leaving.proposal !== null && leaving.cooling === null;
  const next =
    leaving.talkedOn === null
      ? 'talk'
      : needsCooling && asked('cooling.decide') === null
        ? 'cooling'
        : leaving.frozenAt === null && leaving.kind !== 'move' && leaving.kind !== 'long-leave'
          ? 'freeze'
          : 'close';
  return (
    <ActionBar
      next={next}
      actions={[
        { key: 'talk', label: t('leaving.talk.record'), disabledReason: runs, onDo: () => onAct('talk') },
        {
          key: 'cooling',
          label: t('cooling.decide'),
          disabledReason:
            runs ?? (leaving.cooling === null ? asked('cooling.decide') : t('cooling.decided.already')),
          onDo: () => onAct('cooling'),
        },
        {
          key: 'freeze',
          label: t('leaving.freeze'),
          disabledReason:
            over ??
            (leaving.mayFreeze ? null : t('leaving.freeze.who')) ??
            (leaving.frozenAt === null ? null : t('leaving.frozen.already')),
          onDo: () => onAct('freeze'),
        },
        {
          key: 'close',
          label: t('leaving.close'),
          disabledReason:
            runs ?? (leaving.heldCount > 0 ? t('leaving.close.holds', { n: leaving.heldCount }) : null),
          onDo: () => onAct('close'),
        },
        {
          key: 'short',
          label: t('leaving.short'),
          disabledReason:
            runs ?? (leaving.heldCount === 0 ? t('leaving.short.none') : asked('leaving.closeShort')),
          onDo: () => onAct('short'),
        },
        {
          key: 'sheet',
          label: t('leaving.sheet'),
          onDo: () => void openFile('leaving.sheet', { leavingId: leaving.id }, { factor: false }),
        },
        {
          key: 'cancel',
          label: t('leaving.cancel'),
          danger: true,
          disabledReason: runs,
          onDo: () => onAct('cancel'),
        },
      ]}
    />
  );
}

function HeldCard({ leaving }: { leaving: Leaving }) {
  return (
    <Card title={t('leaving.held')} aside={t('leaving.held.count', { n: leaving.heldCount })} flush>
      {leaving.held.length === 0 ? (
        <EmptyState title={t('leaving.held.none')} first={t('leaving.held.none.first')} />
      ) : (
        leaving.held.map((group) => (
          <section key={group.id} aria-label={pick(group.title)}>
            <h3 className="form-heading lines-heading">
              {pick(group.title)} <span className="why">{pick(group.advice)}</span>
            </h3>
            <ul className="lines">
              {group.lines.map((line, i) => (
                // lines out of sight have neither id nor number
                // oxlint-disable-next-line react/no-array-index-key
                <li key={line.id ?? i}>
                  <span className="grow">
                    <HeldNumber table={group.table} id={line.id} number={line.number} />
                    <span className="why"> {line.place}</span>
                  </span>
                  <span className="why num">{formatInstant(line.since)}</span>
                </li>
              ))}
            </ul>
          </section>
        ))
      )}
    </Card>
  );
}

function HeldNumber({ table, id, number }: { table: string; id: string | null; number: string }) {
  if (id === null) return t('leaving.held.unseen');
  const words = isDuty(number) ? dutyWords(number) : number;
  const to = subjectPath(table, id, number);
  return to === null ? words : <AppLink to={to}>{words}</AppLink>;
}

function FactsCard({ leaving }: { leaving: Leaving }) {
  const { letter } = leaving;
  return (
    <Card title={t('leaving.facts')}>
      <KeyValues
        rows={[
          [
            t('leaving.person'),
            <AppLink key="person" to={paths.person(leaving.personId)}>
              {leaving.person}
            </AppLink>,
          ],
          [t('leaving.last'), formatDay(leaving.lastOn)],
          [t('field.reason'), leaving.reason],
          [
            t('leaving.talk'),
            leaving.talkedOn === null
              ? t('leaving.talk.none')
              : `${formatDay(leaving.talkedOn)} ${leaving.talkedBy ?? ''} ${leaving.talk}`,
          ],
          [
            t('leaving.letter'),
            letter === null ? (
              t('leaving.letter.none')
            ) : (
              <AppLink key="letter" to={paths.letter(letter.id)}>
                {letter.state === 'complete'
                  ? t('leaving.letter.signed')
                  : t('leaving.letter.open', { day: formatDay(letter.dueOn) })}
              </AppLink>
            ),
          ],
          [
            t('leaving.frozen'),
            leaving.frozenAt === null ? t('leaving.frozen.not') : formatInstant(leaving.frozenAt),
          ],
          ...(leaving.missing === 0 ? [] : [[t('leaving.missing'), leaving.missing] as const]),
        ]}
      />
    </Card>
  );
}
