import {
  CarrierList,
  DraftCarrier,
  RegisterCarrier,
  type NewScope,
} from '@fengni/server/modules/carriers/contract';
import type { DeterminationPageView } from '@fengni/server/modules/classification/contract';
import type { UploadDetails } from '@fengni/server/modules/vault/contract';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { z } from 'zod';
import { todayHere } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { keep, readKept } from '../../lib/kept.ts';
import { paths } from '../../lib/paths.ts';
import { useActor } from '../../lib/session.ts';
import { useUrlFilters } from '../../lib/url-state.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import type { FormValues } from '../../lib/value-path.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import type { FieldSpec } from '../../ui/form-field.tsx';
import { FormShell } from '../../ui/form-shell.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Loading } from '../../ui/query-view.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { FileFirst, attachTo, valuesOfFile } from '../vault/file-first.tsx';
import {
  FromDetermination,
  useDetermined,
  valuesOfDetermination,
} from '../classification/from-determination.tsx';
import { useCompartmentField } from '../compartments/compartment-field.tsx';
import { mediumChoices, urgencyChoices } from './carrier-words.ts';
import { readCopyNumbers } from './copy-numbers.ts';
import { MarkInput } from './mark-input.tsx';
import { type RegisterLine, keepsCarriers, useCarrierRegisters } from './register-choices.ts';
import { ScopePicker } from './scope-picker.tsx';
import './carriers.css';

type Kind = 'received' | 'own' | 'draft';
const keptName = 'carrier.last';
/** What the next carrier probably shares with the last: asked for once, kept in this browser. No titles. */
const LastFacts = z.object({
  registerId: z.string().optional(),
  medium: z.string().optional(),
  mark: z.unknown().optional(),
  place: z.string().optional(),
});

const Registered = z.object({
  carrierId: z.string(),
  copies: z.array(z.object({ copyId: z.string() })).default([]),
});

/** Registers one carrier: received, made here, or still a draft. */
export function NewCarrierPage() {
  const actor = useActor();
  const [filters, changeFilters] = useUrlFilters();
  const { registers, loaded } = useCarrierRegisters();
  const kind = readKind(filters['kind']);
  const [upload, setUpload] = useState<UploadDetails | null>(null);
  const file = kind === 'draft' ? null : upload;
  const determinationId = kind === 'received' ? '' : (filters['determination'] ?? '');
  const determined = useDetermined(determinationId);
  return (
    <PageFrame
      title={t('carrier.new')}
      crumbs={[{ label: t('nav.carriers'), to: paths.carriers() }, { label: t('carrier.new') }]}
      sub={t('carrier.new.sub')}
    >
      <section className="card">
        <Tabs
          label={t('carrier.new.kind')}
          current={kind}
          onChange={(next) => changeFilters({ kind: next === 'received' ? '' : next })}
          tabs={[
            { key: 'received', label: t('carrier.new.received') },
            { key: 'own', label: t('carrier.new.own') },
            { key: 'draft', label: t('carrier.new.draft') },
          ]}
        >
          {loaded && registers.length > 0 && kind !== 'draft' && keepsCarriers(actor) ? (
            <div className="card-body">
              <FileFirst upload={upload} onUpload={setUpload} />
            </div>
          ) : null}
          <div className="card-body wide-form">
            {loaded ? null : <Loading />}
            {loaded && registers.length === 0 ? (
              <EmptyState title={t('carrier.empty.noregister')} first={t('carrier.empty.noregister.ask')} />
            ) : null}
            {loaded && registers.length > 0 && kind !== 'received' ? (
              <FromDetermination
                id={determinationId}
                determined={determined}
                onChoose={(id) => changeFilters({ determination: id })}
              />
            ) : null}
            {loaded && registers.length > 0 ? (
              <NewForm
                key={`${kind}-${file?.id ?? ''}-${determined?.id ?? ''}`}
                kind={kind}
                file={file}
                determined={determined}
                registers={registers}
                disabledReason={keepsCarriers(actor) ? null : t('carrier.register.who')}
              />
            ) : null}
          </div>
        </Tabs>
      </section>
    </PageFrame>
  );
}

function readKind(text: string | undefined): Kind {
  return text === 'own' || text === 'draft' ? text : 'received';
}

interface NewFormProps {
  readonly kind: Kind;
  /** The file that becomes the content of the carrier's first copy. */
  readonly file: UploadDetails | null;
  /** The determination it is marked by. */
  readonly determined: DeterminationPageView | null;
  readonly registers: readonly RegisterLine[];
  readonly disabledReason: string | null;
}

const compartmentField = { compartmentId: z.uuid().nullable().default(null) };

/** Scope and compartment are asked apart and leave as one. */
function joinScope<Input extends { readonly scope?: z.input<typeof NewScope> | undefined }>(
  compartmentId: string | null,
  input: Input,
): Input {
  return compartmentId === null ? input : { ...input, scope: { ...input.scope, compartmentId } };
}

/** Copy numbers come in as one line and leave as the contract's list. */
const RegisterForm = RegisterCarrier.omit({ copyNos: true })
  .extend({ copyLine: z.string().default(''), ...compartmentField })
  .transform(({ copyLine, compartmentId, ...rest }) => {
    const input = joinScope(compartmentId, rest);
    const copyNos = readCopyNumbers(copyLine) ?? [];
    return copyNos.length === 0 ? input : { ...input, copyNos, copies: copyNos.length };
  });
const DraftForm = DraftCarrier.extend(compartmentField).transform(({ compartmentId, ...rest }) =>
  joinScope(compartmentId, rest),
);

function NewForm({ kind, file, determined, registers, disabledReason }: NewFormProps) {
  const router = useRouter();
  const actor = useActor();
  const compartment = useCompartmentField();
  const kept = readKept('local', keptName, LastFacts) ?? {};
  const register =
    registers.find((one) => one.id === kept.registerId) ??
    registers.find((one) => one.unitId === actor.unitId) ??
    registers[0];
  const last = useQueryData({
    name: 'carrier.list',
    input: { registerId: register?.id ?? null, limit: 1 },
    output: CarrierList,
  });
  if (last.isPending) return <Loading />;
  const similar = last.data?.rows[0];
  const initial: FormValues = {
    registerId: register?.id ?? '',
    medium: kept.medium ?? similar?.medium ?? 'paper',
    ...(kept.mark === undefined ? {} : { mark: kept.mark }),
    issuedOn: kind === 'received' ? '' : todayHere(),
    copies: 1,
    place: kept.place ?? '',
    mustReturn: false,
    ...(file === null ? {} : valuesOfFile(file)),
    ...(determined === null ? {} : valuesOfDetermination(determined)),
  };
  function remember(input: {
    readonly registerId: string;
    readonly medium: string;
    readonly mark: unknown;
    readonly place?: string | undefined;
  }) {
    keep('local', keptName, {
      registerId: input.registerId,
      medium: input.medium,
      mark: input.mark,
      ...(input.place === undefined ? {} : { place: input.place }),
    });
  }
  const common = {
    label: t('carrier.new'),
    // the mark is as decided, and not asked
    fields: [...fieldsOf(kind, registers), ...compartment].filter(
      (field) => determined === null || field.name !== 'mark',
    ),
    initial,
    draft: `carrier.new.${determined?.id ?? file?.id ?? kind}`,
    disabledReason,
    onCancel: () => router.history.push(paths.carriers()),
    onDone: (result: Readonly<Record<string, unknown>>) => {
      const made = Registered.safeParse(result);
      if (!made.success) return;
      const { carrierId, copies } = made.data;
      if (file === null) {
        router.history.push(paths.carrier(carrierId, kind === 'draft' ? {} : { labels: '1' }));
        return;
      }
      void attachTo({ uploadId: file.id, carrierId, copyId: copies[0]?.copyId ?? null }).then(() =>
        router.history.push(paths.carrier(carrierId, { tab: 'files' })),
      );
    },
  };
  const taken = determined === null ? {} : { determinationId: determined.id, mark: determined.markValue };
  if (kind === 'draft') {
    return (
      <FormShell
        {...common}
        fixed={taken}
        contract={DraftForm}
        command="carrier.draft"
        submitLabel={t('carrier.new.draft.submit')}
        onInput={remember}
      />
    );
  }
  return (
    <FormShell
      {...common}
      contract={RegisterForm}
      command="carrier.register"
      fixed={{ origin: kind, ...taken }}
      submitLabel={t('carrier.new.submit')}
      onInput={remember}
    />
  );
}

function fieldsOf(kind: Kind, registers: readonly RegisterLine[]): FieldSpec[] {
  const registerField: FieldSpec = {
    name: 'registerId',
    label: t('carrier.register'),
    kind: 'select',
    choices: registers.map((one) => ({
      value: one.id,
      label: t('carrier.register.of', { name: one.name, unit: one.unit }),
    })),
  };
  const copies: FieldSpec[] =
    kind === 'draft'
      ? []
      : [
          {
            name: 'copies',
            label: t('carrier.copies.count'),
            kind: 'number',
            why: t('carrier.copies.count.why'),
            heading: t('carrier.copies'),
          },
          {
            name: 'copyLine',
            label: t('carrier.copynos'),
            kind: 'text',
            optional: 'absent',
            why: t('carrier.copynos.why'),
            check: (value) =>
              readCopyNumbers(typeof value === 'string' ? value : '') === null
                ? t('carrier.copynos.fault')
                : null,
          },
          {
            name: 'place',
            label: t('carrier.place'),
            kind: 'text',
            optional: 'absent',
            why: t('carrier.place.why'),
          },
          {
            name: 'keeperId',
            label: t('carrier.keeper'),
            kind: 'person',
            optional: 'null',
            why: t('carrier.keeper.why'),
          },
          {
            name: 'mustReturn',
            label: t('carrier.mustreturn'),
            kind: 'toggle',
            why: t('carrier.mustreturn.why'),
          },
        ];
  return [
    registerField,
    { name: 'title', label: t('field.title'), kind: 'text', autoFocus: true },
    {
      name: 'mark',
      label: t('field.level'),
      kind: 'custom',
      control: (control) => <MarkInput {...control} />,
    },
    { name: 'documentNo', label: t('carrier.documentno'), kind: 'text', optional: 'absent' },
    {
      name: 'originator',
      label: kind === 'received' ? t('carrier.originator.received') : t('carrier.originator'),
      kind: 'text',
      optional: 'absent',
    },
    {
      name: 'issuedOn',
      label: t('carrier.issued'),
      kind: 'day',
      optional: 'null',
      why: t('carrier.issued.why'),
    },
    { name: 'medium', label: t('carrier.medium'), kind: 'select', choices: mediumChoices() },
    {
      name: 'pages',
      label: t('carrier.pages'),
      kind: 'number',
      optional: 'null',
      why: t('carrier.pages.why'),
    },
    {
      name: 'urgency',
      label: t('carrier.urgency'),
      kind: 'select',
      optional: 'null',
      choices: urgencyChoices(),
    },
    ...copies,
    {
      name: 'scope',
      label: t('carrier.scope.who'),
      kind: 'custom',
      grouped: true,
      optional: 'absent',
      heading: t('carrier.scope'),
      why: t('carrier.scope.why'),
      control: (control) => <ScopePicker {...control} />,
    },
    { name: 'remark', label: t('carrier.remark'), kind: 'text', optional: 'absent' },
  ];
}
