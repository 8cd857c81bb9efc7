import {
  HeldAnswer,
  type HeldAnswerView,
  type HeadView,
} from '@fengni/server/modules/personal-file/contract';
import { formatDay, todayHere } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { subjectPath } from '../../lib/subjects.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LevelChip } from '../../ui/level-chip.tsx';
import { AppLink } from '../../ui/link.tsx';
import { dayOf } from './file-words.ts';
import { SpanQuestion } from './span-question.tsx';
import '../../ui/register.css';
import './personal-file.css';

const routes = {
  read: 'personalFile.held',
  print: 'personalFile.printHeld',
  export: 'personalFile.exportHeld',
} as const;

/** What somebody held, kept, could know or opened in a span: on screen, on paper, as a workbook (INC-3). */
export function HeldDialog({ head, onClose }: { readonly head: HeadView; readonly onClose: () => void }) {
  return (
    <Dialog title={t('file.held.of', { person: head.person })} onClose={onClose} width={820}>
      <div className="form">
        <SpanQuestion about={{ personId: head.personId }} routes={routes} output={HeldAnswer} atOnce>
          {(data) => <Answer answer={data} />}
        </SpanQuestion>
        <p className="why">{t('file.held.why')}</p>
      </div>
    </Dialog>
  );
}

function Answer({ answer }: { readonly answer: HeldAnswerView }) {
  const titles = new Map(answer.sources.map((source) => [source.id, pick(source.title)]));
  if (answer.total === 0) return <EmptyState title={t('file.held.none')} />;
  return (
    <>
      <output className="held-counts">
        {answer.counts.map((one) => (
          <span key={`${one.words.zh}-${one.token}`}>
            <LevelChip mark={pick(one.words)} level={one.token} /> <b className="num">{one.count}</b>
          </span>
        ))}
        {answer.total > answer.things.length ? (
          <span className="why">{t('file.held.cut', { n: answer.things.length, total: answer.total })}</span>
        ) : null}
      </output>
      <ul className="lines">
        {answer.things.map((thing, i) => {
          const to = subjectPath(thing.table, thing.id, thing.number);
          const words = thing.number === '' ? t('leaving.held.unseen') : thing.number;
          const [first, last] = [formatDay(dayOf(thing.firstAt)), formatDay(dayOf(thing.lastAt))];
          return (
            // what lies out of sight has no id
            // oxlint-disable-next-line react/no-array-index-key
            <li key={i}>
              {thing.level === null ? null : (
                <LevelChip mark={pick(thing.level.words)} level={thing.level.token} />
              )}
              <span className="grow">
                {to === null ? words : <AppLink to={to}>{words}</AppLink>}{' '}
                <span className="why">
                  {thing.how.map((source) => titles.get(source) ?? source).join(t('list.and'))}
                </span>
              </span>
              <span className="why num">
                {thing.lasts && answer.to === todayHere()
                  ? t('file.since', { day: first })
                  : first === last
                    ? first
                    : t('file.span', { from: first, to: last })}
              </span>
            </li>
          );
        })}
      </ul>
    </>
  );
}
