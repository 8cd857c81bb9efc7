import { CarrierList } from '@fengni/server/modules/carriers/contract';
import { formatMark, parseMark } from '@fengni/schemes/mark';
import { levelOf } from '@fengni/schemes/packs';
import { Input } from 'antd';
import { useId, useState } from 'react';
import { z } from 'zod';
import { t } from '../../lib/i18n.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Combobox } from '../../ui/combobox.tsx';
import type { CustomControl } from '../../ui/form-field.tsx';
import { LevelChip } from '../../ui/level-chip.tsx';
import { MarkInput } from '../carriers/mark-input.tsx';
import { derivationChoices } from './classification-words.ts';
import { SourceValue, markOfSources } from './proposal.ts';
import '../carriers/carriers.css';
import './classification.css';

const foundShownMax = 12;

/** What it is derived from: carriers one knows, or documents elsewhere; the mark that follows is shown at once. */
export function SourceList(control: CustomControl) {
  const parsed = z.array(SourceValue).safeParse(control.value);
  const sources = parsed.success ? parsed.data : [];
  const [elsewhere, setElsewhere] = useState(false);
  const mark = markOfSources(sources);
  const add = (source: SourceValue) => {
    control.onChange([...sources, source]);
    setElsewhere(false);
  };
  const change = (at: number, next: Partial<SourceValue>) =>
    control.onChange(sources.map((one, i) => (i === at ? { ...one, ...next } : one)));
  return (
    <div className="source-list">
      <ul className="match-list">
        {sources.map((source, at) => (
          <li key={source.carrierId ?? source.words}>
            {source.mark === null ? null : (
              <LevelChip
                mark={formatMark(source.mark)}
                level={levelOf(source.mark.scheme, source.mark.level)?.colour ?? null}
              />
            )}
            <span className="grow">{source.name}</span>
            <select
              aria-label={t('determination.manner')}
              className="native-field"
              value={source.manner}
              onChange={(event) => change(at, { manner: event.target.value })}
            >
              {derivationChoices().map((choice) => (
                <option key={choice.value} value={choice.value}>
                  {choice.label}
                </option>
              ))}
            </select>
            <ActionButton onClick={() => control.onChange(sources.filter((_, i) => i !== at))}>
              {t('determination.source.drop')}
            </ActionButton>
          </li>
        ))}
      </ul>
      {elsewhere ? (
        <WordsSource id={control.id} onAdd={add} onCancel={() => setElsewhere(false)} />
      ) : (
        <>
          <CarrierSearch id={control.id} taken={sources} onAdd={add} />
          <ActionButton onClick={() => setElsewhere(true)}>
            {t('determination.source.elsewhere')}
          </ActionButton>
        </>
      )}
      {sources.length === 0 ? null : (
        <output>
          {mark === null
            ? t('determination.source.nomark')
            : t('determination.source.mark', { mark: formatMark(mark) })}
        </output>
      )}
    </div>
  );
}

interface AddProps {
  readonly id: string;
  readonly onAdd: (source: SourceValue) => void;
}

function CarrierSearch({ id, taken, onAdd }: AddProps & { readonly taken: readonly SourceValue[] }) {
  const [search, setSearch] = useState('');
  const found = useQueryData({
    name: 'carrier.list',
    input: { by: 'known', search, limit: foundShownMax },
    output: CarrierList,
    keepLast: true,
  });
  const rows = (found.data?.rows ?? []).filter((row) => !taken.some((one) => one.carrierId === row.id));
  return (
    <Combobox
      id={id}
      text={search}
      busy={found.isFetching}
      placeholder={t('determination.source.search')}
      options={rows.map((row) => ({
        id: row.id,
        label: `${row.number} ${row.title ?? ''}`,
        detail: row.mark,
      }))}
      onText={setSearch}
      onChoose={(option) => {
        const row = rows.find((one) => one.id === option.id);
        const read = row === undefined ? null : parseMark(row.mark, { scheme: row.scheme });
        if (row === undefined || read === null) return;
        setSearch('');
        onAdd({
          carrierId: row.id,
          words: '',
          mark: read.ok ? read.mark : null,
          issuedOn: row.issuedOn,
          manner: 'summary',
          name: `${row.number} ${row.title ?? ''}`,
        });
      }}
    />
  );
}

/** A document that is not kept here: its name, mark and day. */
function WordsSource({ id, onAdd, onCancel }: AddProps & { readonly onCancel: () => void }) {
  const ids = useId();
  const [words, setWords] = useState('');
  const [mark, setMark] = useState<unknown>(null);
  const [issuedOn, setIssuedOn] = useState('');
  const read = SourceValue.shape.mark.safeParse(mark);
  const ready = words.trim() !== '' && read.success && read.data !== null && issuedOn !== '';
  return (
    <fieldset className="source-words">
      <legend>{t('determination.source.elsewhere')}</legend>
      <label htmlFor={id}>{t('determination.source.words')}</label>
      <Input id={id} value={words} maxLength={200} onChange={(event) => setWords(event.target.value)} />
      <label htmlFor={`${ids}-mark`}>{t('field.level')}</label>
      <MarkInput id={`${ids}-mark`} value={mark} aria-invalid={false} onChange={setMark} />
      <label htmlFor={`${ids}-day`}>{t('carrier.issued')}</label>
      <input
        id={`${ids}-day`}
        className="native-field"
        type="date"
        value={issuedOn}
        onChange={(event) => setIssuedOn(event.target.value)}
      />
      <span className="form-actions">
        <ActionButton
          disabledReason={ready ? null : t('determination.source.incomplete')}
          onClick={() =>
            onAdd({
              carrierId: null,
              words: words.trim(),
              mark: read.success ? read.data : null,
              issuedOn,
              manner: 'summary',
              name: words.trim(),
            })
          }
        >
          {t('determination.source.add')}
        </ActionButton>
        <ActionButton onClick={onCancel}>{t('action.cancel')}</ActionButton>
      </span>
    </fieldset>
  );
}
