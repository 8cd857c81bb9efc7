import { Checkbox } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from 'react';
import { t } from '../../lib/i18n.ts';
import { runCommand } from '../../lib/run-command.ts';
import { isTyping } from '../../lib/shortcuts.ts';
import { Card } from '../../ui/page-frame.tsx';
import { copyStateWords } from './copy-words.ts';
import { type CountEntry, type CountKind, createCountQueue } from './count-queue.ts';
import { keepSound, playCount, soundWanted } from './count-tones.ts';
import { copyNumber } from './items-table.tsx';
import { CopyState } from './copy-state.ts';
import './keeping.css';

const entriesShownMax = 12;

function kindWords(kind: CountKind): string {
  const words = {
    found: t('count.found'),
    stray: t('count.stray'),
    unknown: t('count.unknown'),
    twice: t('count.twice'),
    fault: t('count.fault'),
  };
  return words[kind];
}
const kindSigns: Readonly<Record<CountKind, string>> = {
  found: '✓',
  stray: '?',
  unknown: '✕',
  twice: '=',
  fault: '!',
};

/** The field of a stocktaking: always ready for the scanner; what came of each scan is heard, seen and read out. */
export function CountBox({ stocktakingId }: { stocktakingId: string }) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [sound, setSound] = useState(soundWanted);
  const { entries, waiting, add } = useCounting(stocktakingId);
  useScannerFocus(field);

  function onKey(event: KeyboardEvent) {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    const code = text.normalize('NFKC').trim();
    setText('');
    if (code !== '') add(code);
  }
  return (
    <Card
      title={<label htmlFor={id}>{t('count.label')}</label>}
      aside={
        <Checkbox
          checked={sound}
          onChange={(event) => {
            setSound(event.target.checked);
            keepSound(event.target.checked);
            field.current?.focus();
          }}
        >
          {t('count.sound')}
        </Checkbox>
      }
    >
      <div className="form">
        <input
          id={id}
          ref={field}
          className="count-field"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          enterKeyHint="next"
          maxLength={60}
          placeholder={t('count.placeholder')}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKey}
        />
        <LastCount entry={entries[0]} waiting={waiting} />
        {entries.length < 2 ? null : <CountLog entries={entries.slice(1)} />}
        <p className="why">{t('count.how')}</p>
      </div>
    </Card>
  );
}

function useCounting(stocktakingId: string) {
  const client = useQueryClient();
  const [entries, setEntries] = useState<readonly CountEntry[]>([]);
  const [waiting, setWaiting] = useState(0);
  const [queue] = useState(() =>
    createCountQueue({
      send: (code) => runCommand('stocktaking.count', { stocktakingId, code }),
      onEntry: (entry) => {
        playCount(entry.kind);
        setEntries((had) => [entry, ...had].slice(0, entriesShownMax));
      },
      onWaiting: setWaiting,
      onIdle: () => void client.invalidateQueries(),
    }),
  );
  return { entries, waiting, add: queue.add };
}

/** Keys pressed anywhere but in a field go to the scanner's field, before any shortcut sees them. */
function useScannerFocus(field: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    field.current?.focus();
    const listen = (event: globalThis.KeyboardEvent) => {
      const isCharacter = event.key.length === 1 && event.key !== ' ';
      const inDialog = event.target instanceof Element && event.target.closest('[role=dialog]') !== null;
      if (
        !isCharacter ||
        inDialog ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        isTyping(event.target)
      )
        return;
      event.stopPropagation();
      field.current?.focus();
    };
    document.addEventListener('keydown', listen, true);
    return () => document.removeEventListener('keydown', listen, true);
  }, [field]);
}

function LastCount({ entry, waiting }: { entry: CountEntry | undefined; waiting: number }) {
  return (
    <output
      className={`count-last ${entry === undefined ? '' : `count-${entry.kind}`}`}
      aria-live="assertive"
      aria-atomic="true"
    >
      {entry === undefined ? (
        <span className="quiet">{t('count.ready')}</span>
      ) : (
        <>
          <span className="count-words">
            <b aria-hidden>{kindSigns[entry.kind]}</b>
            <b>{kindWords(entry.kind)}</b>
            <span className="num">{entry.copy === null ? entry.code : copyNumber(entry.copy)}</span>
          </span>
          <span>{detailOf(entry)}</span>
        </>
      )}
      {waiting === 0 ? null : <span className="why">{t('count.waiting', { n: waiting })}</span>}
    </output>
  );
}

/** What to do about it. */
function detailOf(entry: CountEntry): string {
  if (entry.copy === null) return entry.text ?? t('count.answer.unread');
  const { copy } = entry;
  if (copy.expected) return t('count.found.of', { counted: copy.counted, of: copy.of });
  const state = CopyState.safeParse(copy.state);
  return t('count.stray.what', { state: state.success ? copyStateWords(state.data) : copy.state });
}

function CountLog({ entries }: { entries: readonly CountEntry[] }) {
  return (
    <ul className="lines count-log" aria-label={t('count.before')}>
      {entries.map((entry) => (
        <li key={entry.id} className={`log-${entry.kind}`}>
          <span aria-hidden>{kindSigns[entry.kind]}</span>
          <span className="grow num">{entry.copy === null ? entry.code : copyNumber(entry.copy)}</span>
          <span className="why">{kindWords(entry.kind)}</span>
        </li>
      ))}
    </ul>
  );
}
