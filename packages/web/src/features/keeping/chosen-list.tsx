import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { LevelChip } from '../../ui/level-chip.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card } from '../../ui/page-frame.tsx';
import type { ChosenCopies, ChosenCopy } from './chosen-copies.ts';
import { copyNumber } from './items-table.tsx';
import './keeping.css';

export interface ChosenListProps {
  readonly title: string;
  readonly chosen: ChosenCopies;
  /** Why a copy cannot be taken along; it stays in sight and is not sent. */
  readonly whyNot: (copy: ChosenCopy) => string | null;
  /** Takes the focus when the page opens. */
  readonly ready?: boolean;
}

/** Copies gathered by scanner or keyboard: Enter adds, the field stays ready for the next. */
export function ChosenList({ title, chosen, whyNot, ready = true }: ChosenListProps) {
  return (
    <Card title={title} aside={t('chosen.count', { n: chosen.copies.length })} flush>
      <ChosenScan chosen={chosen} ready={ready} />
      {chosen.unknown === 0 || chosen.busy ? null : (
        <p className="note">{t('chosen.unknown', { n: chosen.unknown })}</p>
      )}
      {chosen.copies.length === 0 ? (
        <p className="card-body quiet">{chosen.busy ? t('state.loading') : t('chosen.empty')}</p>
      ) : (
        <ul className="lines">
          {chosen.copies.map((copy) => (
            <ChosenLine
              key={copy.copyId}
              copy={copy}
              why={whyNot(copy)}
              onRemove={() => chosen.remove(copy.copyId)}
            />
          ))}
        </ul>
      )}
    </Card>
  );
}

function ChosenScan({ chosen, ready }: { chosen: ChosenCopies; ready: boolean }) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  useEffect(() => {
    if (ready) field.current?.focus();
  }, [ready]);
  function onKey(event: KeyboardEvent) {
    if (event.key !== 'Enter' || event.ctrlKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    const wanted = text.trim();
    setText('');
    if (wanted !== '') void chosen.addByText(wanted);
  }
  return (
    <div className="card-body chosen-scan">
      <div className="field">
        <label htmlFor={id}>{t('chosen.scan')}</label>
        <input
          id={id}
          ref={field}
          className="native-field"
          autoComplete="off"
          spellCheck={false}
          placeholder={t('chosen.scan.how')}
          value={text}
          aria-describedby={`${id}-fault`}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKey}
        />
        <output id={`${id}-fault`} className="field-fault">
          {chosen.fault}
        </output>
      </div>
    </div>
  );
}

function ChosenLine({ copy, why, onRemove }: { copy: ChosenCopy; why: string | null; onRemove: () => void }) {
  const number = copyNumber(copy);
  return (
    <li>
      <LevelChip mark={copy.mark} level={copy.levelToken} />
      <span className="grow">
        <AppLink to={paths.carrier(copy.carrierId, { copy: copy.copyId })} className="num">
          {number}
        </AppLink>{' '}
        {copy.title}
        {why === null ? null : <span className="field-fault chosen-why">{why}</span>}
      </span>
      <span className="why">{copy.register}</span>
      <ActionButton size="small" type="text" aria-label={t('chosen.remove', { number })} onClick={onRemove}>
        {t('chosen.remove.short')}
      </ActionButton>
    </li>
  );
}
