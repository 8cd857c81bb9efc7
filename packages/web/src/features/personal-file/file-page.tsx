import { PersonalFile, type PersonalFileView } from '@fengni/server/modules/personal-file/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import { formatDay } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { openFile } from '../../lib/open-file.ts';
import { paths } from '../../lib/paths.ts';
import { presentError } from '../../lib/present-error.ts';
import { subjectPath } from '../../lib/subjects.ts';
import { type UrlFilters, useUrlFilters } from '../../lib/url-state.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card, KeyValues, PageFrame } from '../../ui/page-frame.tsx';
import { FaultBox, Loading } from '../../ui/query-view.tsx';
import { useDownload } from '../carriers/download.ts';
import { gradeWords } from '../organisation/org-words.ts';
import { isGrade } from './file-grades.ts';
import { dayOf, spanWords } from './file-words.ts';
import { HeldDialog } from './held-dialog.tsx';
import { TimeLine } from './time-line.tsx';
import { readFileData, readOnce } from '../../lib/use-file-data.ts';
import '../../ui/register.css';
import { type Span, SpanFields } from '../../ui/span-fields.tsx';
import './personal-file.css';

/** Left out unless asked for: a long scope would bury the rest. */
const quietKinds = ['carriers.scope'];

interface FileInput {
  readonly personId: string | null;
  readonly sources: readonly string[] | null;
  readonly without: readonly string[];
  readonly from: string | null;
  readonly to: string | null;
}

function inputOf(personId: string | null, filters: UrlFilters): FileInput {
  const kinds = filters['kinds'] ?? '';
  const day = (key: string) =>
    /^\d{4}-\d{2}-\d{2}$/.test(filters[key] ?? '') ? (filters[key] ?? null) : null;
  return {
    personId,
    sources: kinds === '' ? null : kinds.split(','),
    without: kinds === '' ? quietKinds : [],
    from: day('from'),
    to: day('to'),
  };
}

/** A person's file, or one's own: who he is, what happened to him as a picture and as a list, what he held. */
export function PersonalFilePage() {
  const { id } = useParams({ strict: false });
  const [filters, changeFilters] = useUrlFilters();
  const input = inputOf(id ?? null, filters);
  const pages = useInfiniteQuery({
    queryKey: ['file', 'personalFile.open', input],
    queryFn: ({ pageParam }) =>
      readFileData('personalFile.open', { ...input, after: pageParam }, PersonalFile),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    placeholderData: (last) => last,
    ...readOnce,
  });
  const first = pages.data?.pages[0];
  if (first === undefined) {
    if (pages.error === null) return <Loading />;
    return <FaultBox text={presentError(pages.error) ?? ''} onRetry={() => void pages.refetch()} />;
  }
  const lines = pages.data?.pages.flatMap((page) => page.lines) ?? [];
  return (
    <Loaded
      file={{ ...first, lines }}
      input={input}
      onFilters={changeFilters}
      more={
        pages.hasNextPage ? (
          <ActionButton loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {t('file.older')}
          </ActionButton>
        ) : null
      }
    />
  );
}

interface LoadedProps {
  readonly file: PersonalFileView;
  readonly input: FileInput;
  readonly onFilters: (change: UrlFilters) => void;
  readonly more: ReactNode;
}

function Loaded({ file, input, onFilters, more }: LoadedProps) {
  const [asksHeld, setAsksHeld] = useState(false);
  const { head, own } = file;
  return (
    <PageFrame
      title={own ? t('file.mine') : t('file.of', { person: head.person })}
      sub={own ? t('file.mine.sub') : t('file.sub')}
      {...(own
        ? {}
        : {
            crumbs: [
              { label: t('nav.people'), to: paths.people() },
              { label: head.person, to: paths.person(head.personId) },
              { label: t('file.title') },
            ],
          })}
      actions={<Actions input={input} onHeld={() => setAsksHeld(true)} />}
      wide
    >
      <HeadCard file={file} />
      <LinesCard file={file} input={input} onFilters={onFilters} more={more} />
      {asksHeld ? <HeldDialog head={head} onClose={() => setAsksHeld(false)} /> : null}
    </PageFrame>
  );
}

function Actions({ input, onHeld }: { readonly input: FileInput; readonly onHeld: () => void }) {
  const download = useDownload();
  return (
    <>
      <ActionBar
        next="held"
        actions={[
          { key: 'held', label: t('file.held'), onDo: onHeld },
          {
            key: 'print',
            label: t('file.print'),
            onDo: () => void openFile('personalFile.print', input, { factor: false }),
          },
          {
            key: 'export',
            label: t('file.export'),
            onDo: () => void download.run('personalFile.export', input),
          },
        ]}
      />
      {download.fault === null ? null : <FaultBox text={download.fault} />}
    </>
  );
}

function HeadCard({ file }: { readonly file: PersonalFileView }) {
  const { head } = file;
  // one decision clears in several schemes
  const grades = [
    ...new Set(
      head.clearances.flatMap(({ grade, since }) =>
        grade !== null && isGrade(grade)
          ? [`${gradeWords(grade)} ${t('person.cleared.on', { day: formatDay(since) })}`]
          : [],
      ),
    ),
  ];
  const states = [
    head.frozenAt === null ? null : t('file.frozen', { day: formatDay(dayOf(head.frozenAt)) }),
    head.leftOn === null ? null : t('file.left', { day: formatDay(head.leftOn) }),
    head.coolingUntil === null ? null : t('file.cooling', { day: formatDay(head.coolingUntil) }),
  ].filter((one) => one !== null);
  return (
    <Card title={t('file.head')}>
      <KeyValues
        rows={[
          [t('org.staffno'), head.staffNo ?? t('value.none')],
          [t('field.unit'), head.unit],
          [
            t('org.posts'),
            head.posts.length === 0
              ? t('value.none')
              : head.posts
                  .map((one) =>
                    [one.post, one.grade !== null && isGrade(one.grade) ? gradeWords(one.grade) : '']
                      .filter((part) => part !== '')
                      .join(' · '),
                  )
                  .join(t('list.and')),
          ],
          [t('person.clearances'), grades.length === 0 ? t('value.none') : grades.join(t('list.and'))],
          [
            t('field.state'),
            head.leaving === null ? (
              states.length === 0 ? (
                t('person.active')
              ) : (
                states.join(t('list.and'))
              )
            ) : (
              <AppLink key="leaving" to={paths.leaving(head.leaving.id)}>
                {[t('file.leaving', { day: formatDay(head.leaving.lastOn) }), ...states].join(t('list.and'))}
              </AppLink>
            ),
          ],
        ]}
      />
    </Card>
  );
}

/** Milliseconds without another key before days count as typed: each reading is on the log. */
const typedAfterMs = 800;

function SpanFilter({ span, onSettled }: { readonly span: Span; readonly onSettled: (span: Span) => void }) {
  const [typed, setTyped] = useState(span);
  const settle = useEffectEvent(onSettled);
  useEffect(() => {
    if (typed.from === span.from && typed.to === span.to) return;
    const timer = setTimeout(() => settle(typed), typedAfterMs);
    return () => clearTimeout(timer);
  }, [typed, span.from, span.to]);
  return <SpanFields span={typed} onChange={setTyped} />;
}

function LinesCard({ file, input, onFilters, more }: LoadedProps) {
  const there = file.sections.filter((section) => section.count > 0);
  const shown = (kind: string) =>
    input.sources === null ? !input.without.includes(kind) : input.sources.includes(kind);
  function toggle(kind: string, on: boolean) {
    const kinds = there.map((section) => section.id).filter((one) => (one === kind ? on : shown(one)));
    const usual = there.map((section) => section.id).filter((one) => !quietKinds.includes(one));
    onFilters({ kinds: kinds.length === 0 || kinds.join(',') === usual.join(',') ? '' : kinds.join(',') });
  }
  return (
    <Card title={t('file.lines')} flush>
      <div className="file-days">
        <SpanFilter
          key={`${input.from} ${input.to}`}
          span={{ from: input.from ?? '', to: input.to ?? '' }}
          onSettled={(span) => onFilters({ ...span })}
        />
        {input.sources === null && input.from === null && input.to === null ? null : (
          <ActionButton onClick={() => onFilters({ kinds: '', from: '', to: '' })}>
            {t('file.all')}
          </ActionButton>
        )}
      </div>
      <fieldset className="plain-set file-kinds" aria-label={t('file.kinds')}>
        {there.map((section) => (
          <label key={section.id}>
            <input
              type="checkbox"
              checked={shown(section.id)}
              onChange={(event) => toggle(section.id, event.target.checked)}
            />
            <span>
              {pick(section.title)} <span className="num why">{section.count}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {file.lines.length === 0 ? (
        <EmptyState title={t('file.empty')} first={t('file.empty.first')} />
      ) : (
        <>
          <TimeLine
            sections={file.sections}
            lines={file.lines}
            from={input.from}
            to={input.to}
            onKind={(kind) => onFilters({ kinds: kind })}
          />
          <Lines file={file} />
        </>
      )}
      <output className="register-foot">
        {t('file.shown', { n: file.lines.length })} {more}
      </output>
    </Card>
  );
}

function Lines({ file }: { readonly file: PersonalFileView }) {
  const titles = new Map(file.sections.map((section) => [section.id, pick(section.title)]));
  const years = [...Map.groupBy(file.lines, (line) => dayOf(line.at).slice(0, 4))];
  return years.map(([year, lines]) => (
    <section key={year} aria-label={t('file.year', { year })}>
      <h3 className="form-heading file-year">{t('file.year', { year })}</h3>
      <ul className="lines">
        {lines.map((line, i) => {
          const to = subjectPath(line.table, line.id);
          return (
            // lines out of sight have no id, and two may be alike
            // oxlint-disable-next-line react/no-array-index-key
            <li key={i}>
              <span className="file-when num">{spanWords(line)}</span>
              <span className="file-kind">{titles.get(line.source) ?? ''}</span>
              <span className="grow">
                {to === null || line.table === 'person' ? (
                  pick(line.words)
                ) : (
                  <AppLink to={to}>{pick(line.words)}</AppLink>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  ));
}
