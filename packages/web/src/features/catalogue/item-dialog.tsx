import { type ItemView, PutItem, ScopeItems } from '@fengni/server/modules/catalogue/contract';
import { useState } from 'react';
import { t } from '../../lib/i18n.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { Combobox } from '../../ui/combobox.tsx';
import type { Choice, CustomControl } from '../../ui/form-field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import '../carriers/carriers.css';
import { MarkInput } from '../carriers/mark-input.tsx';

export interface ItemDialogProps {
  readonly catalogueId: string;
  readonly scheme: string;
  /** Absent: a new line. */
  readonly item: ItemView | null;
  readonly posts: readonly Choice[];
  readonly onClose: () => void;
}

/** One line of a draft: what is secret, at which level, for whom, on what basis, whose. */
export function ItemDialog({ catalogueId, scheme, item, posts, onClose }: ItemDialogProps) {
  return (
    <FormDialog
      title={item === null ? t('catalogue.item.new') : t('catalogue.item.change')}
      open
      onClose={onClose}
      contract={PutItem}
      command="catalogue.putItem"
      fixed={{ catalogueId, itemId: item?.id ?? null }}
      initial={{ item: item === null ? { origin: 'own', scopeItemId: null } : fieldsOf(item) }}
      submitLabel={t('catalogue.save')}
      doneText={t('catalogue.item.saved')}
      fields={[
        { name: 'item.number', label: t('catalogue.number'), kind: 'text' },
        {
          name: 'item.name',
          label: t('catalogue.name'),
          kind: 'textarea',
          why: t('catalogue.name.why'),
          autoFocus: true,
        },
        { name: 'item.mark', label: t('field.level'), kind: 'custom', control: MarkInput, grouped: true },
        {
          name: 'item.scopeText',
          label: t('catalogue.scope'),
          kind: 'textarea',
          why: t('catalogue.scope.why'),
        },
        {
          name: 'item.scopeItemId',
          label: t('catalogue.scope-item'),
          kind: 'custom',
          optional: 'null',
          why: t('catalogue.scope-item.why'),
          control: scopeItemControl(scheme, item?.scopeItem ?? ''),
        },
        {
          name: 'item.basis',
          label: t('catalogue.basis.words'),
          kind: 'textarea',
          why: t('catalogue.basis.why'),
        },
        { name: 'item.ownerUnitId', label: t('catalogue.owner.unit'), kind: 'unit', optional: 'null' },
        {
          name: 'item.ownerPostId',
          label: t('catalogue.owner.post'),
          kind: 'select',
          optional: 'null',
          choices: posts,
        },
        {
          name: 'item.origin',
          label: t('catalogue.origin'),
          kind: 'radio',
          choices: [
            { value: 'own', label: t('catalogue.origin.own') },
            { value: 'received', label: t('catalogue.origin.received') },
          ],
        },
        { name: 'item.link', label: t('catalogue.link'), kind: 'text', why: t('catalogue.link.why') },
      ]}
    />
  );
}

function fieldsOf(item: ItemView) {
  return {
    number: item.number,
    name: item.name,
    mark: { scheme: item.scheme, level: item.level, validity: item.validity },
    scopeText: item.scopeText,
    scopeItemId: item.scopeItemId,
    basis: item.citation,
    ownerUnitId: item.ownerUnitId,
    ownerPostId: item.ownerPostId,
    origin: item.origin,
    link: item.link,
  };
}

function scopeItemControl(scheme: string, initialText: string) {
  return (control: CustomControl) => (
    <ScopeItemPicker {...control} scheme={scheme} initialText={initialText} />
  );
}

/** Finds an item of the scope catalogues in force by words in it. */
function ScopeItemPicker(props: CustomControl & { readonly scheme: string; readonly initialText: string }) {
  const [text, setText] = useState(props.initialText);
  const isChosen = typeof props.value === 'string';
  const words = isChosen ? '' : text.trim();
  const found = useQueryData({
    name: 'scopeCatalogue.items',
    input: { scheme: props.scheme, words },
    output: ScopeItems,
    keepLast: true,
  });
  const options = (found.data?.rows ?? []).slice(0, 12).map((row) => ({
    id: row.id,
    label: `${row.number} ${row.name} ${row.mark}`.trim(),
    detail: row.catalogue,
  }));
  return (
    <Combobox
      id={props.id}
      text={text}
      options={options}
      busy={found.isFetching}
      placeholder={t('catalogue.scope-item.find')}
      aria-invalid={props['aria-invalid']}
      {...(props['aria-describedby'] === undefined ? {} : { 'aria-describedby': props['aria-describedby'] })}
      onText={(next) => {
        setText(next);
        if (isChosen) props.onChange(null);
      }}
      onChoose={(option) => {
        setText(option.label);
        props.onChange(option.id);
      }}
    />
  );
}
