/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a combobox has listbox and options as roles: <datalist> can show neither units nor levels */
import SearchOutlined from '@ant-design/icons/SearchOutlined';
import { copyStates, copyStateTitles } from '@fengni/server/modules/carriers/rules';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type KeyboardEvent, type RefObject, useEffect, useId, useState } from 'react';
import { z } from 'zod';
import { pick, t } from '../lib/i18n.ts';
import { presentError } from '../lib/present-error.ts';
import { showToast } from '../lib/toasts.ts';
import { queryKey, readNoticed, useQueryData } from '../lib/use-query-data.ts';
import { LevelChip } from '../ui/level-chip.tsx';

const ScanHits = z.object({
  hits: z.array(
    z.object({
      kind: z.enum(['carrier', 'copy', 'person', 'unit', 'approval', 'list']),
      id: z.string(),
      number: z.string(),
      title: z.string().nullable(),
      mark: z.string().nullable(),
      levelToken: z.string().nullable(),
      state: z.string().nullable(),
      to: z.string().regex(/^\/(?!\/)/),
      next: z.object({ zh: z.string(), en: z.string() }).nullable(),
    }),
  ),
});
type ScanHit = z.infer<typeof ScanHits>['hits'][number];

const typingPauseMilliseconds = 160;

/** The box that takes a number, a scanned code, a name or a word; Enter opens the first hit. */
export function ScanBox({ inputRef }: { inputRef: RefObject<HTMLInputElement | null> }) {
  const router = useRouter();
  const queryClient = useQueryClient();
  const listId = useId();
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const sought = usePaused(text.trim());
  const found = useQueryData({
    name: 'scan.find',
    input: { text: sought },
    output: ScanHits,
    enabled: sought !== '' && open,
  });
  const hits = found.data?.hits ?? [];
  const shown = open && text.trim() !== '';

  function go(hit: ScanHit) {
    setText('');
    setOpen(false);
    inputRef.current?.blur();
    router.history.push(hit.to);
  }
  /** A hand scanner ends with Enter before the pause is over: the answer is waited for. */
  async function goToFirst() {
    const wanted = text.trim();
    if (wanted === '') return;
    if (wanted === sought && hits.length > 0) {
      const hit = hits[at] ?? hits[0];
      if (hit !== undefined) go(hit);
      return;
    }
    try {
      const input = { text: wanted };
      const answer = await queryClient.fetchQuery({
        queryKey: queryKey('scan.find', input),
        queryFn: () => readNoticed('scan.find', input, ScanHits),
      });
      const first = answer.hits[0];
      if (first !== undefined) go(first);
    } catch (fault) {
      showToast({ kind: 'fault', text: presentError(fault) ?? '' });
    }
  }
  function onKey(event: KeyboardEvent) {
    if (event.key === 'Enter') void goToFirst();
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setAt(Math.max(0, Math.min(hits.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1))));
    } else if (event.key === 'Escape') {
      setOpen(false);
      inputRef.current?.blur();
    }
  }
  return (
    <search className="scan-box">
      <div className="scan-field">
        <SearchOutlined aria-hidden />
        <input
          ref={inputRef}
          role="combobox"
          aria-label={t('scan.label')}
          aria-expanded={shown}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={shown && hits.length > 0 ? `${listId}-${at}` : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder={t('scan.placeholder')}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
            setOpen(true);
          }}
          onFocus={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onKeyDown={onKey}
        />
        <kbd aria-hidden>/</kbd>
      </div>
      {shown ? (
        <div className="scan-hits" role="listbox" id={listId} aria-label={t('scan.found')}>
          {hits.map((hit, i) => (
            <Hit
              key={`${hit.kind}-${hit.id}`}
              id={`${listId}-${i}`}
              hit={hit}
              current={i === at}
              onGo={() => go(hit)}
            />
          ))}
          {hits.length > 0 ? null : (
            <p className="loading">
              {found.isFetching || sought !== text.trim() ? t('state.loading') : t('scan.none')}
            </p>
          )}
        </div>
      ) : null}
    </search>
  );
}

function Hit({ id, hit, current, onGo }: { id: string; hit: ScanHit; current: boolean; onGo: () => void }) {
  const kinds = {
    carrier: t('scan.kind.carrier'),
    copy: t('scan.kind.copy'),
    person: t('scan.kind.person'),
    unit: t('scan.kind.unit'),
    approval: t('scan.kind.approval'),
    list: t('scan.kind.list'),
  };
  return (
    <div
      id={id}
      className="scan-hit"
      role="option"
      tabIndex={-1}
      aria-selected={current}
      // before the box loses the focus and the list closes
      onMouseDown={(event) => {
        event.preventDefault();
        onGo();
      }}
    >
      {hit.mark === null ? null : <LevelChip mark={hit.mark} level={hit.levelToken} />}
      <span className="num">{hit.number}</span>
      <span className="grow">{hit.title}</span>
      <span className="why">
        {[kinds[hit.kind], stateWords(hit), nextWords(hit)].filter((part) => part !== '').join(' · ')}
      </span>
    </div>
  );
}

/** Where a copy or carrier stands, in words. */
function stateWords(hit: ScanHit): string {
  const copyState = copyStates.find((state) => state === hit.state);
  if (copyState !== undefined) return pick(copyStateTitles[copyState]);
  const words = {
    draft: t('carrier.state.draft'),
    active: t('carrier.state.active'),
    ended: t('carrier.state.ended'),
  };
  return Object.entries(words).find(([state]) => state === hit.state)?.[1] ?? '';
}

/** What comes next, unless that only repeats where it stands. */
function nextWords(hit: ScanHit): string {
  if (hit.next === null || pick(hit.next) === stateWords(hit)) return '';
  return t('scan.next', { what: pick(hit.next) });
}

/** A value once it has stopped changing. */
function usePaused(value: string): string {
  const [paused, setPaused] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(value), typingPauseMilliseconds);
    return () => clearTimeout(timer);
  }, [value]);
  return paused;
}
