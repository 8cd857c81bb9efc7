import { CatalogueMatch } from '@fengni/server/modules/catalogue/contract';
import { formatMark } from '@fengni/schemes/mark';
import { Input } from 'antd';
import { useId } from 'react';
import type { z } from 'zod';
import { t } from '../../lib/i18n.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import type { CustomControl } from '../../ui/form-field.tsx';
import { LevelChip } from '../../ui/level-chip.tsx';
import { MarkInput } from '../carriers/mark-input.tsx';
import { BasisValue } from './proposal.ts';
import '../carriers/carriers.css';
import './classification.css';

type Match = z.output<typeof CatalogueMatch>['rows'][number];

interface BasisInputProps extends CustomControl {
  readonly unitId: string;
  readonly scheme: string;
  /** What the matter is, in the drafter's words: items are found by them. */
  readonly words: string;
}

const wordsShownMax = 500;

/** The basis: an item of a catalogue that fits the words, or a citation; with the level and term that follow from it. */
export function BasisInput({ unitId, scheme, words, ...control }: BasisInputProps) {
  const id = useId();
  const parsed = BasisValue.partial().safeParse(control.value);
  const value = parsed.success ? parsed.data : {};
  const matches = useQueryData({
    name: 'catalogue.match',
    input: { unitId, scheme, words: words.slice(0, wordsShownMax) },
    output: CatalogueMatch,
    enabled: words.trim().length > 1,
  });
  const change = (next: Partial<z.input<typeof BasisValue>>) => control.onChange({ ...value, ...next });
  const choose = (item: Match) =>
    change({
      catalogueItemId: item.id,
      citation: item.basis,
      mark: { scheme: item.scheme, level: item.level, validity: item.validity },
    });
  const rows = matches.data?.rows ?? [];
  return (
    <div className="basis-input">
      <p className="why">
        {rows.length === 0 ? t('determination.match.none') : t('determination.match.some')}
      </p>
      <ul className="match-list">
        {rows.map((item) => {
          const chosen = value.catalogueItemId === item.id;
          return (
            <li key={item.id} data-chosen={chosen}>
              <LevelChip mark={item.mark} level={item.colour} />
              <span className="grow">
                {[item.number, item.name].filter((part) => part !== '').join(' ')}
                {item.scopeText === '' ? null : <span className="why"> {item.scopeText}</span>}
              </span>
              <ActionButton
                onClick={() => (chosen ? change({ catalogueItemId: null, citation: '' }) : choose(item))}
              >
                {chosen ? t('determination.match.drop') : t('determination.match.take')}
              </ActionButton>
            </li>
          );
        })}
      </ul>
      <label htmlFor={control.id}>{t('determination.citation')}</label>
      <Input.TextArea
        id={control.id}
        rows={2}
        maxLength={900}
        aria-invalid={control['aria-invalid']}
        value={value.citation ?? ''}
        onChange={(event) => change({ citation: event.target.value })}
      />
      <label htmlFor={`${id}-mark`}>{t('determination.mark')}</label>
      <MarkInput
        key={value.mark === undefined ? '' : `${value.catalogueItemId ?? ''}-${value.mark.level}`}
        id={`${id}-mark`}
        value={value.mark}
        aria-invalid={control['aria-invalid']}
        onChange={(mark) => control.onChange({ ...value, mark })}
      />
      {value.mark === undefined || rows.length === 0 ? null : (
        <TermNote item={rows.find((one) => one.id === value.catalogueItemId)} mark={formatMark(value.mark)} />
      )}
    </div>
  );
}

/** A mark other than the item's is possible and must be justified: the catalogue says what is right. */
function TermNote({ item, mark }: { item: Match | undefined; mark: string }) {
  if (item === undefined || item.mark === mark) return null;
  return <p className="note">{t('determination.match.differs', { mark: item.mark })}</p>;
}
