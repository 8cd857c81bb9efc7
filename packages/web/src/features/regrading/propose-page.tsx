import {
  EnterNotice,
  ProposeRegrading,
  RegradingChoices,
} from '@fengni/server/modules/classification/regrading/contract';
import {
  type Coverage,
  type DecidedKind,
  coverages,
  decidedKinds,
} from '@fengni/server/modules/classification/regrading/rules';
import { useRouter } from '@tanstack/react-router';
import type { z } from 'zod';
import { formatDay } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useUrlFilters } from '../../lib/url-state.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import type { FieldSpec } from '../../ui/form-field.tsx';
import { FormShell } from '../../ui/form-shell.tsx';
import { LevelChip } from '../../ui/level-chip.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card, PageFrame, TwoColumns } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { RegisterTable } from '../../ui/register-table.tsx';
import { MarkInput } from '../carriers/mark-input.tsx';
import { readIds } from '../keeping/chosen-copies.ts';
import { scanField } from '../scans/scan-field.tsx';
import { coverageWords, kindWords } from './regrading-words.ts';
import '../../ui/register.css';
import '../carriers/carriers.css';
import './regrading.css';

type Choices = z.output<typeof RegradingChoices>;

/** A change of marks for chosen carriers: what kind, the new mark, how far it reaches, who decides. */
export function ProposePage() {
  const [filters] = useUrlFilters();
  const carrierIds = readIds(filters['carriers']);
  const choices = useQueryData({
    name: 'regrading.choices',
    input: { carrierIds },
    output: RegradingChoices,
    enabled: carrierIds.length > 0,
    keepLast: true,
  });
  const received = choices.data?.carriers[0]?.origin === 'received';
  const title = received ? t('regrading.enter') : t('regrading.propose');
  return (
    <PageFrame
      title={title}
      sub={received ? t('regrading.enter.sub') : t('regrading.propose.sub')}
      crumbs={[{ label: t('nav.regrading'), to: paths.regradings() }, { label: title }]}
    >
      {carrierIds.length === 0 ? (
        <EmptyState
          title={t('regrading.propose.none')}
          first={t('regrading.propose.none.first')}
          actions={<AppLink to={paths.carriers()}>{t('nav.carriers')}</AppLink>}
        />
      ) : (
        <QueryView query={choices}>
          {(data) => <TwoColumns main={<ChangeForm choices={data} />} side={<Chosen choices={data} />} />}
        </QueryView>
      )}
    </PageFrame>
  );
}

function ChangeForm({ choices }: { readonly choices: Choices }) {
  const [filters, changeFilters] = useUrlFilters();
  const kind = decidedKinds.find((one) => one === filters['kind']) ?? 'extend';
  const coverage = coverages.find((one) => one === filters['coverage']) ?? 'all';
  const received = choices.carriers[0]?.origin === 'received';
  return (
    <Card title={t('regrading.what')}>
      <div className="form">
        <Choose
          label={t('regrading.kind')}
          value={kind}
          choices={decidedKinds.map((value) => ({ value, label: kindWords(value) }))}
          onChange={(value) => changeFilters({ kind: value })}
        />
        <p className="why">{kindWhy(kind)}</p>
        {received ? null : (
          <Choose
            label={t('regrading.coverage')}
            value={coverage}
            choices={coverages.map((value) => ({ value, label: coverageWords(value) }))}
            onChange={(value) => changeFilters({ coverage: value })}
          />
        )}
        {received ? null : <p className="why">{coverageWhy(coverage, choices)}</p>}
      </div>
      {received ? (
        <NoticeForm key={kind} choices={choices} kind={kind} />
      ) : (
        <ProposalForm key={`${kind} ${coverage}`} choices={choices} kind={kind} coverage={coverage} />
      )}
    </Card>
  );
}

function Choose<Value extends string>(the: {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
}) {
  return (
    <fieldset className="plain-set field">
      <legend>{the.label}</legend>
      <div className="field-choices">
        {the.choices.map((choice) => (
          <label key={choice.value} className="field-choice">
            <input
              type="radio"
              name={the.label}
              value={choice.value}
              checked={choice.value === the.value}
              onChange={() => the.onChange(choice.value)}
            />{' '}
            {choice.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function kindWhy(kind: DecidedKind): string {
  return {
    extend: t('regrading.why.extend'),
    release: t('regrading.why.release'),
    upgrade: t('regrading.why.upgrade'),
    downgrade: t('regrading.why.downgrade'),
    'correct-term': t('regrading.why.correct'),
  }[kind];
}

function coverageWhy(coverage: Coverage, choices: Choices): string {
  const outside = choices.carriers.reduce((sum, one) => sum + one.copiesOutside, 0);
  return {
    copy: t('regrading.why.copy'),
    internal: t('regrading.why.internal'),
    all: outside === 0 ? t('regrading.why.all.none') : t('regrading.why.all', { n: outside }),
  }[coverage];
}

function markField(kind: DecidedKind): FieldSpec[] {
  return kind === 'release'
    ? []
    : [
        {
          name: 'mark',
          label: t('regrading.mark.new'),
          kind: 'custom',
          why: t('regrading.mark.why'),
          control: (control) => <MarkInput {...control} />,
          check: (value) => (value === null || value === undefined ? t('regrading.mark.missing') : null),
        },
      ];
}

interface FormProps {
  readonly choices: Choices;
  readonly kind: DecidedKind;
}

/** What is proposed is sent for decision at once; should that be refused, the draft stays and can be sent later. */
function useSubmit() {
  const router = useRouter();
  const submit = useCommand({ name: 'regrading.submit', faults: 'toast' });
  return (result: Readonly<Record<string, unknown>>) => {
    const { regradingId } = result;
    if (typeof regradingId !== 'string') return;
    void submit.run({ regradingId }).then(() => router.history.push(paths.regrading(regradingId)));
  };
}

function ProposalForm({ choices, kind, coverage }: FormProps & { readonly coverage: Coverage }) {
  const onDone = useSubmit();
  const [filters] = useUrlFilters();
  const [first] = choices.carriers;
  const start =
    first === undefined ? null : { scheme: first.scheme, level: first.level, validity: first.validity };
  const copies = (first?.copies ?? []).map((copy) => ({
    value: copy.id,
    label: [copy.copyNo, copy.holder ?? ''].filter((part) => part !== '').join(' · '),
  }));
  const classifiers = choices.classifiers.map((one) => ({ value: one.id, label: one.name }));
  return (
    <FormShell
      label={t('regrading.propose')}
      contract={ProposeRegrading}
      command="regrading.propose"
      fixed={{ carrierIds: choices.carriers.map((one) => one.id), kind, coverage }}
      initial={{
        mark: start,
        classifierId: classifiers.length === 1 ? classifiers[0]?.value : '',
        copyId: filters['copy'] ?? '',
      }}
      submitLabel={t('regrading.submit')}
      onDone={onDone}
      disabledReason={classifiers.length === 0 ? t('regrading.classifier.none') : null}
      fields={[
        ...markField(kind),
        ...(coverage === 'copy'
          ? [
              {
                name: 'copyId',
                label: t('regrading.copy'),
                kind: 'select',
                choices: copies,
                why: t('regrading.copy.why'),
              } as const,
            ]
          : []),
        {
          name: 'classifierId',
          label: t('regrading.classifier'),
          kind: 'select',
          choices: classifiers,
          why: t('regrading.classifier.why'),
        },
        { name: 'reason', label: t('field.reason'), kind: 'textarea', why: t('regrading.reason.why') },
      ]}
    />
  );
}

function NoticeForm({ choices, kind }: FormProps) {
  const onDone = useSubmit();
  const [first] = choices.carriers;
  const start =
    first === undefined ? null : { scheme: first.scheme, level: first.level, validity: first.validity };
  return (
    <FormShell
      label={t('regrading.enter')}
      contract={EnterNotice}
      command="regrading.enterNotice"
      fixed={{ carrierIds: choices.carriers.map((one) => one.id), kind }}
      initial={{ mark: start }}
      submitLabel={t('regrading.submit')}
      onDone={onDone}
      fields={[
        ...markField(kind),
        {
          name: 'documentNo',
          label: t('regrading.document'),
          kind: 'text',
          why: t('regrading.document.why'),
        },
        scanField(t('regrading.scan'), t('regrading.scan.why')),
        { name: 'note', label: t('carrier.copy.note'), kind: 'textarea', optional: 'absent' },
      ]}
    />
  );
}

/** The carriers of the change, and those of the same determination, which are taken along unless left out. */
function Chosen({ choices }: { readonly choices: Choices }) {
  const [, changeFilters] = useUrlFilters();
  const ids = choices.carriers.map((one) => one.id);
  const put = (next: readonly string[]) => changeFilters({ carriers: next.join(',') });
  return (
    <>
      <Card title={t('regrading.carriers')} aside={t('regrading.count', { n: ids.length })} flush>
        <RegisterTable
          label={t('regrading.carriers')}
          rows={choices.carriers}
          rowKey={(row) => row.id}
          dense
          sort={null}
          onSort={() => undefined}
          columns={[
            {
              key: 'number',
              title: t('field.number'),
              render: (row) => (
                <>
                  <AppLink to={paths.carrier(row.id)}>{row.number}</AppLink>{' '}
                  <LevelChip mark={row.mark} level={row.levelToken} />
                  <div className="quiet">
                    {[
                      row.title ?? '',
                      row.expiresOn === null
                        ? ''
                        : t('carrier.sub.expires', { day: formatDay(row.expiresOn) }),
                    ]
                      .filter((part) => part !== '')
                      .join(' · ')}
                  </div>
                </>
              ),
            },
            {
              key: 'drop',
              title: t('action.group'),
              render: (row) =>
                ids.length === 1 ? null : (
                  <ActionButton type="text" onClick={() => put(ids.filter((id) => id !== row.id))}>
                    {t('regrading.leave')}
                  </ActionButton>
                ),
            },
          ]}
        />
      </Card>
      {choices.companions.length === 0 ? null : (
        <Card title={t('regrading.companions')}>
          <p className="quiet">{t('regrading.companions.why', { n: choices.companions.length })}</p>
          <ul className="plain-list">
            {choices.companions.map((one) => (
              <li key={one.id}>
                {one.number} <LevelChip mark={one.mark} level={one.levelToken} /> {one.title}
              </li>
            ))}
          </ul>
          <ActionButton
            onClick={() => put([...ids, ...choices.companions.map((one) => one.id)].slice(0, 50))}
          >
            {t('regrading.companions.take')}
          </ActionButton>
        </Card>
      )}
    </>
  );
}
