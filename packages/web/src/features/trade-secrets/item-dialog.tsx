import { AddItem, ChangeItem, type TradeSecretItemView } from '@fengni/server/modules/trade-secrets/contract';
import { parseMarkTolerant } from '@fengni/schemes/mark';
import { z } from 'zod';
import { todayHere } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import type { FieldSpec } from '../../ui/form-field.tsx';
import type { FormValues } from '../../lib/value-path.ts';
import { ScopePicker } from '../carriers/scope-picker.tsx';
import '../carriers/carriers.css';
import { CarriersField, TiedCarriers } from './carriers-field.tsx';
import { TradeMarkField } from './mark-field.tsx';
import { kindWords, measureChoices } from './trade-words.ts';

/** Persons and posts as the picker holds them, with names to show. */
const Chosen = z.object({
  personIds: z.array(z.string()).default([]),
  postIds: z.array(z.string()).default([]),
});
const chosenFields = { owner: Chosen, holders: Chosen.prefault({}), carriers: TiedCarriers.default([]) };
const typed = {
  ownerPersonId: true,
  ownerPostId: true,
  holderPersonIds: true,
  holderPostIds: true,
  carrierIds: true,
} as const;

function toInput<Rest extends object>(
  form: Rest & {
    owner: z.output<typeof Chosen>;
    holders: z.output<typeof Chosen>;
    carriers: z.output<typeof TiedCarriers>;
  },
) {
  const { owner, holders, carriers, ...rest } = form;
  return {
    ...rest,
    ownerPersonId: owner.personIds[0] ?? null,
    ownerPostId: owner.postIds[0] ?? null,
    holderPersonIds: holders.personIds,
    holderPostIds: holders.postIds,
    carrierIds: carriers.map((one) => one.id),
  };
}
const AddForm = AddItem.omit(typed).extend(chosenFields).transform(toInput);
const ChangeForm = ChangeItem.omit(typed).extend(chosenFields).transform(toInput);

function ownsOne(value: unknown): string | null {
  const chosen = Chosen.safeParse(value ?? {});
  const count = chosen.success ? chosen.data.personIds.length + chosen.data.postIds.length : 0;
  return count === 1 ? null : t('trade.owner.one');
}

function fields(isNew: boolean): FieldSpec[] {
  return [
    { name: 'name', label: t('trade.name'), kind: 'text', autoFocus: true, why: t('trade.name.why') },
    {
      name: 'mark',
      label: t('trade.mark'),
      kind: 'custom',
      control: (control) => <TradeMarkField {...control} />,
      why: t('trade.mark.why'),
    },
    {
      name: 'kind',
      label: t('trade.kind'),
      kind: 'radio',
      choices: (['business', 'technical'] as const).map((value) => ({ value, label: kindWords(value) })),
    },
    { name: 'content', label: t('trade.content'), kind: 'textarea', why: t('trade.content.why') },
    { name: 'since', label: t('trade.since'), kind: 'day' },
    {
      name: 'owner',
      label: t('trade.owner'),
      kind: 'custom',
      grouped: true,
      control: (control) => <ScopePicker {...control} />,
      why: t('trade.owner.why'),
      check: ownsOne,
    },
    {
      name: 'holders',
      label: t('trade.holders'),
      kind: 'custom',
      grouped: true,
      control: (control) => <ScopePicker {...control} />,
      why: t('trade.holders.why'),
    },
    {
      name: 'measures',
      label: t('trade.measures'),
      kind: 'checks',
      choices: measureChoices(),
      why: t('trade.measures.why'),
    },
    { name: 'measuresNote', label: t('trade.measures.note'), kind: 'text' },
    {
      name: 'carriers',
      label: t('trade.carriers'),
      kind: 'custom',
      control: (control) => <CarriersField {...control} />,
      why: t('trade.carriers.why'),
    },
    { name: 'valueNote', label: t('trade.value'), kind: 'textarea', why: t('trade.value.why') },
    {
      name: 'reason',
      label: isNew ? t('trade.reason.add') : t('trade.reason.change'),
      kind: 'text',
      why: t('trade.reason.why'),
    },
  ];
}

function names(list: readonly { readonly id: string; readonly name: string }[]) {
  return Object.fromEntries(list.map((one) => [one.id, one.name]));
}

function initialOf(item: TradeSecretItemView): FormValues {
  const { matter } = item;
  if (matter === null) return {};
  const { owner } = matter;
  // the mark as it is written also says whose it is
  const read = parseMarkTolerant(item.mark, { scheme: item.scheme });
  return {
    name: matter.name,
    mark: read.ok ? read.mark : { scheme: item.scheme, level: item.level, validity: item.validity },
    kind: matter.kind,
    content: matter.content,
    since: item.since,
    owner: {
      personIds: owner.by === 'person' ? [owner.id] : [],
      postIds: owner.by === 'post' ? [owner.id] : [],
      names: names([owner]),
    },
    holders: {
      personIds: matter.holderPersons.map((one) => one.id),
      postIds: matter.holderPosts.map((one) => one.id),
      names: names([...matter.holderPersons, ...matter.holderPosts]),
    },
    measures: matter.measures,
    measuresNote: matter.measuresNote,
    carriers: matter.carriers,
    valueNote: matter.valueNote,
  };
}

/** Enters a secret into a draft, or changes one of it. */
export function ItemDialog(props: {
  readonly listId: string;
  /** The item to change; absent for a new one. */
  readonly item?: TradeSecretItemView;
  readonly onClose: () => void;
}) {
  const { listId, item, onClose } = props;
  const shared = { open: true, onClose, submitLabel: t('trade.item.save'), doneText: t('trade.item.saved') };
  if (item !== undefined) {
    return (
      <FormDialog
        {...shared}
        title={t('trade.item.change', { number: item.number })}
        contract={ChangeForm}
        command="tradeSecret.changeItem"
        fixed={{ itemId: item.id }}
        initial={initialOf(item)}
        fields={fields(false)}
      />
    );
  }
  return (
    <FormDialog
      {...shared}
      title={t('trade.item.add')}
      contract={AddForm}
      command="tradeSecret.addItem"
      fixed={{ listId }}
      initial={{ kind: 'business', since: todayHere(), measures: [], reason: t('trade.reason.yearly') }}
      fields={fields(true)}
    />
  );
}
