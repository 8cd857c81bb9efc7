import { UnitTree } from '@fengni/kernel/org/contract';
import { useMemo, useState } from 'react';
import { t } from '../lib/i18n.ts';
import { useQueryData } from '../lib/use-query-data.ts';
import { Combobox } from './combobox.tsx';
import type { PickerProps } from './person-picker.tsx';

const unitsShownMax = 30;

interface NamedUnit {
  readonly id: string;
  readonly parentId: string | null;
  readonly name: string;
}

/** Names of the units above, the nearest last. */
export function unitTrail(units: ReadonlyMap<string, NamedUnit>, id: string): string[] {
  const trail: string[] = [];
  for (let at = units.get(id); at !== undefined && trail.length < units.size;) {
    trail.unshift(at.name);
    at = at.parentId === null ? undefined : units.get(at.parentId);
  }
  return trail;
}

/** Finds a unit by a part of its name; the units above are shown, for names repeat. */
export function UnitPicker({ value, onChange, ...rest }: PickerProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const tree = useQueryData({ name: 'org.tree', input: {}, output: UnitTree });
  const units = useMemo(() => new Map((tree.data?.units ?? []).map((unit) => [unit.id, unit])), [tree.data]);
  const text = typed ?? (value === null ? '' : (units.get(value)?.name ?? ''));
  const sought = value === null ? text.trim() : '';
  const options = [...units.values()]
    .filter((unit) => unit.name.includes(sought) || (unit.code ?? '').includes(sought))
    .slice(0, unitsShownMax)
    .map((unit) => ({
      id: unit.id,
      label: unit.name,
      detail: unitTrail(units, unit.id).slice(0, -1).join(' / '),
    }));
  return (
    <Combobox
      {...rest}
      text={text}
      options={options}
      busy={tree.isFetching}
      placeholder={t('picker.unit')}
      onText={(next) => {
        setTyped(next);
        if (value !== null) onChange(null);
      }}
      onChoose={(option) => {
        setTyped(option.label);
        onChange(option.id);
      }}
    />
  );
}
