import { type DragEvent, useId, useState } from 'react';
import { formatNumber } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import type { LedgerProgress } from './ledger-contract.ts';

/** One of a few, in a line with others. */
export function Choice(props: {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <span className="toolbar-field">
      <label htmlFor={id}>{props.label}</label>
      <select
        id={id}
        className="native-field toolbar-select"
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      >
        {props.choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </span>
  );
}

/** A place to drop the file on, and the ordinary way beside it. */
export function FileDrop({
  file,
  onFile,
}: {
  readonly file: File | null;
  readonly onFile: (file: File | undefined) => void;
}) {
  const id = useId();
  const [over, setOver] = useState(false);
  function onDrop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    onFile(event.dataTransfer.files[0]);
  }
  return (
    <div
      className={over ? 'file-drop file-over' : 'file-drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <label htmlFor={id}>
        {file === null ? t('import.drop') : t('import.drop.other', { name: file.name })}
      </label>
      <input
        id={id}
        type="file"
        accept=".xlsx,.xls,.csv,.et,.ods"
        onChange={(event) => onFile(event.target.files?.[0])}
      />
      <p className="why">{t('import.drop.why')}</p>
    </div>
  );
}

/** How far it is; once it writes, it is not stopped any more. */
export function ProgressLine({
  progress,
  onCancel,
}: {
  readonly progress: LedgerProgress;
  readonly onCancel: () => void;
}) {
  const words = {
    reading: t('import.reading'),
    checking: t('import.checking'),
    writing: t('import.writing'),
  };
  return (
    <output className="import-progress">
      <span>{words[progress.phase]}</span>
      <progress max={Math.max(progress.total, 1)} value={progress.done} aria-label={words[progress.phase]} />
      <span className="num why">
        {t('import.progress', { done: formatNumber(progress.done), total: formatNumber(progress.total) })}
      </span>
      {progress.phase === 'writing' ? null : (
        <ActionButton onClick={onCancel}>{t('action.cancel')}</ActionButton>
      )}
    </output>
  );
}
