import { PersonList } from '@fengni/kernel/org/contract';
import type { CarrierPageView } from '@fengni/server/modules/carriers/contract';
import { copyStateTitles } from '@fengni/server/modules/carriers/rules';
import { useRouter } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { formatDay, todayHere } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { useActor } from '../../lib/session.ts';
import { presentError } from '../../lib/present-error.ts';
import { useCommand } from '../../lib/use-command.ts';
import { readNoticed } from '../../lib/use-query-data.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { MenuButton } from '../../ui/menu-button.tsx';
import { Card } from '../../ui/page-frame.tsx';
import { FaultBox } from '../../ui/query-view.tsx';
import { dialogOf, menuChoices } from './carrier-actions.ts';
import type { DialogState } from './carrier-forms.tsx';
import { type CopyViewData, type ReaderData, actionLabel } from './carrier-words.ts';
import { type NextStep, readingOf, waitingOf } from './next-step.ts';

export interface NextCardProps {
  readonly page: CarrierPageView;
  readonly step: NextStep;
  /** A copy was scanned: the card takes the focus, and Enter does it. */
  readonly focused: boolean;
  readonly onOpen: (dialog: DialogState) => void;
  readonly onCopy: (copyId: string) => void;
}

/** What comes next: one primary action, done by a press, by Enter, or by scanning a reader's card or a copy's label. */
export function NextCard(props: NextCardProps) {
  const { page, step } = props;
  return (
    <Card title={stepTitle(step)} aside={<Aside page={page} step={step} />}>
      {step.kind === 'sign' ? <SignForm {...props} step={step} /> : <StepForm {...props} />}
    </Card>
  );
}

function stepTitle(step: NextStep): string {
  switch (step.kind) {
    case 'sign':
      return step.what === 'received' ? t('next.received') : t('next.read');
    case 'pass':
      return t('next.pass', { place: step.reader.place, person: step.reader.person });
    case 'takeBack':
      return t('next.takeback', { person: step.reader.deputy ?? step.reader.person });
    case 'command':
      return t('next.command', { what: actionLabel(step.command) });
    case 'none':
      return t('next.none');
    default:
      return step satisfies never;
  }
}

function Aside({ page, step }: Pick<NextCardProps, 'page' | 'step'>) {
  const { copy } = step;
  if (copy === null) return <>{page.number}</>;
  const late = copy.dueOn !== null && copy.dueOn < todayHere();
  const due = copy.dueOn === null ? '' : t('next.due', { day: formatDay(copy.dueOn) });
  const facts = [
    t('carrier.copy.no', { no: copy.copyNo }),
    pick(copyStateTitles[copy.state]),
    copy.holder ?? copy.place,
  ].filter((one) => one !== '');
  return (
    <span>
      {facts.join(' · ')}
      {due === '' ? null : <span className={late ? 'late' : ''}> · {due}</span>}
    </span>
  );
}

interface SignFormProps extends NextCardProps {
  readonly step: Extract<NextStep, { kind: 'sign' }>;
}

/** The reader's own card: he signs for himself. */
function SignForm({ page, step, focused, onOpen }: SignFormProps) {
  const router = useRouter();
  const holder = useRef<HTMLDivElement>(null);
  const sign = useCommand({
    name: 'circulation.sign',
    faults: 'inline',
    doneText: step.what === 'received' ? t('next.received.done') : t('next.read.done'),
  });
  useEffect(() => {
    if (focused) holder.current?.querySelector('button')?.focus();
  }, [focused]);
  const choices = menuChoices({
    page,
    copy: step.copy,
    except: null,
    onStart: (command) => {
      const opened = dialogOf(command, page, step.copy);
      if (typeof opened === 'string') router.history.push(opened);
      else if (opened !== null) onOpen(opened);
    },
  });
  return (
    <div className="form" ref={holder}>
      <p>
        {step.what === 'received'
          ? t('next.received.text', { no: step.copy.copyNo })
          : t('next.read.text', { day: step.reader.dueOn === null ? '' : formatDay(step.reader.dueOn) })}
      </p>
      {sign.fault === null ? null : <FaultBox text={sign.fault} />}
      <div className="form-actions">
        <ActionButton
          type="primary"
          loading={sign.busy}
          onClick={() => void sign.run({ readerId: step.reader.id, what: step.what })}
        >
          {step.what === 'received' ? t('next.received.do') : t('next.read.do')}
        </ActionButton>
        {choices.length === 0 ? null : (
          <MenuButton label={t('action.others')} type="text" choices={choices} />
        )}
        <span className="why">{t('next.sign.why')}</span>
      </div>
    </div>
  );
}

function StepForm({ page, step, focused, onOpen, onCopy }: NextCardProps) {
  const actor = useActor();
  const router = useRouter();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState('');
  const [scanFault, setScanFault] = useState<string | null>(null);
  const pass = useCommand({ name: 'circulation.pass', faults: 'inline', doneText: t('next.pass.done') });
  const takeBack = useCommand({
    name: 'circulation.takeBack',
    faults: 'inline',
    doneText: t('next.takeback.done'),
  });
  const { copy } = step;
  const waiting = copy === null ? [] : waitingOf(copy);
  const target = waiting.find((one) => one.id === chosen) ?? (step.kind === 'pass' ? step.reader : undefined);
  const busy = pass.busy || takeBack.busy;
  const fault = pass.fault ?? takeBack.fault ?? scanFault;
  useEffect(() => {
    if (focused) input.current?.focus();
  }, [focused]);

  async function handTo(reader: ReaderData) {
    if (await pass.run({ readerId: reader.id, deputyId: null })) setText('');
  }
  async function takeFrom(reader: ReaderData) {
    if (await takeBack.run({ readerId: reader.id, place: '' })) setText('');
  }
  function act() {
    if (step.kind === 'pass' && target !== undefined) void handTo(target);
    else if (step.kind === 'takeBack') void takeFrom(step.reader);
    else if (step.kind === 'command') start(step.command);
  }
  function start(command: string) {
    const opened = dialogOf(command, page, copy);
    if (typeof opened === 'string') router.history.push(opened);
    else if (opened !== null) onOpen(opened);
  }
  /** A code of a copy chooses it; a reader's card hands it to him, or takes it back from him. */
  async function scan() {
    const wanted = text.normalize('NFKC').trim();
    setScanFault(null);
    if (wanted === '') {
      act();
      return;
    }
    const scanned = findCopy(page, wanted);
    if (scanned !== undefined) {
      setText('');
      onCopy(scanned.id);
      return;
    }
    const reading = copy === null ? undefined : readingOf(copy);
    try {
      const persons = await findPersons(wanted);
      const next = waiting.find((one) => one.person === wanted || persons.has(one.personId));
      if (next !== undefined) await handTo(next);
      else if (reading !== undefined && (reading.person === wanted || persons.has(reading.personId)))
        await takeFrom(reading);
      else
        setScanFault(
          waiting.length === 0
            ? t('next.scan.unknown', { text: wanted })
            : t('next.scan.noreader', { text: wanted }),
        );
    } catch (caught) {
      setScanFault(presentError(caught));
    }
  }
  function onKey(event: KeyboardEvent) {
    if (event.key !== 'Enter' || busy) return;
    event.preventDefault();
    void scan();
  }
  const choices = menuChoices({
    page,
    copy,
    except:
      step.kind === 'command'
        ? step.command
        : step.kind === 'pass'
          ? 'circulation.pass'
          : step.kind === 'takeBack'
            ? 'circulation.takeBack'
            : null,
    onStart: start,
  });
  return (
    <div className="form">
      <div className="next-line">
        <label className="hidden-text" htmlFor={id}>
          {t('next.scan')}
        </label>
        <input
          ref={input}
          id={id}
          className="native-field"
          autoComplete="off"
          spellCheck={false}
          placeholder={scanHint(page, step)}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKey}
        />
        {step.kind === 'pass' && waiting.length > 1 ? (
          <select
            aria-label={t('next.reader')}
            className="native-field next-reader"
            value={target?.id ?? ''}
            onChange={(event) => setChosen(event.target.value)}
          >
            {waiting.map((one) => (
              <option key={one.id} value={one.id}>
                {t('next.reader.of', { place: one.place, person: one.person })}
              </option>
            ))}
          </select>
        ) : null}
        {step.kind === 'none' ? null : (
          <ActionButton type="primary" loading={busy} onClick={act}>
            {primaryLabel(step)}
          </ActionButton>
        )}
        {choices.length === 0 ? null : (
          <MenuButton label={t('action.others')} type="text" choices={choices} />
        )}
      </div>
      {fault === null ? null : <FaultBox text={fault} />}
      {step.kind === 'none' ? <p className="quiet">{noneWords(page, copy, actor.personId)}</p> : null}
    </div>
  );
}

function primaryLabel(step: NextStep): string {
  if (step.kind === 'pass') return t('next.pass.do');
  if (step.kind === 'takeBack') return t('carrier.act.takeBack');
  return step.kind === 'command' ? actionLabel(step.command) : '';
}

function scanHint(page: CarrierPageView, step: NextStep): string {
  const example = `${page.number}-${step.copy?.copyNo ?? page.copyViews[0]?.copyNo ?? '01'}`;
  return step.kind === 'pass' || step.kind === 'takeBack'
    ? t('next.scan.reader', { example })
    : t('next.scan.copy', { example });
}

function noneWords(page: CarrierPageView, copy: CopyViewData | null, personId: string): string {
  if (copy !== null && copy.holderId === personId && readingOf(copy) !== undefined)
    return t('next.none.mine');
  if (page.state === 'ended') return t('next.none.ended');
  if (page.pendingApprovals.length > 0) return t('next.none.pending', { n: page.pendingApprovals.length });
  return copy?.holder === null || copy === null
    ? t('next.none.text')
    : t('next.none.held', { person: copy.holder });
}

function findCopy(page: CarrierPageView, text: string): CopyViewData | undefined {
  const code = text.toUpperCase();
  return page.copyViews.find(
    (copy) => copy.code === code || `${page.number}-${copy.copyNo}` === text || copy.copyNo === text,
  );
}

/** Persons whose staff number or name was scanned. */
async function findPersons(text: string): Promise<ReadonlySet<string>> {
  const found = await readNoticed(
    'org.people',
    { search: text, unitId: null, after: null, limit: 20 },
    PersonList,
  );
  const exact = found.rows.filter((person) => person.staffNo === text || person.name === text);
  return new Set(exact.map((person) => person.id));
}
