import {
  MarkSource,
  type MarkSourceView,
  type MarksAnswerView,
  type MarksForm,
} from '@fengni/server/modules/marks/contract';
import { CarrierList } from '@fengni/server/modules/carriers/contract';
import { builtinPacks } from '@fengni/schemes/packs';
import { type ChangeEvent, type DragEvent, useId, useState } from 'react';
import { z } from 'zod';
import { t } from '../../lib/i18n.ts';
import { presentError } from '../../lib/present-error.ts';
import { showToast } from '../../lib/toasts.ts';
import { useUrlFilters } from '../../lib/url-state.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Card, KeyValues, PageFrame } from '../../ui/page-frame.tsx';
import { FaultBox } from '../../ui/query-view.tsx';
import { MarkCheck } from './mark-check.tsx';
import { checkMarks, takeMarked } from './send-marks.ts';
import '../../ui/form.css';
import './marks.css';

const Id = z.uuid();
interface Source {
  readonly carrierId: string | null;
  readonly determinationId: string | null;
}

function readSource(filters: Readonly<Record<string, string | undefined>>): Source {
  const carrier = Id.safeParse(filters['carrier']);
  const determination = Id.safeParse(filters['determination']);
  return {
    carrierId: carrier.success ? carrier.data : null,
    determinationId: carrier.success || !determination.success ? null : determination.data,
  };
}

/** Reads the marks of a file, says what is wrong, and gives it back with the mark of a thing one knows. Keeps nothing. */
export function MarkCheckPage() {
  const [filters, changeFilters] = useUrlFilters();
  const source = readSource(filters);
  const isChosen = source.carrierId !== null || source.determinationId !== null;
  const found = useQueryData({ name: 'marks.source', input: source, output: MarkSource, enabled: isChosen });
  const [file, setFile] = useState<File | null>(null);
  return (
    <PageFrame title={t('nav.marks')} sub={t('marks.sub')}>
      <Card title={t('marks.thing')}>
        <div className="form">
          <SourceChoice
            source={source}
            found={found.data ?? null}
            onChoose={(id) => changeFilters({ carrier: id, determination: '' })}
          />
          {found.error === null ? null : <FaultBox text={presentError(found.error) ?? ''} />}
        </div>
      </Card>
      <Card title={t('marks.file')}>
        <FileDrop file={file} onFile={setFile} />
      </Card>
      {file === null ? null : (
        <Checked
          key={`${file.name}-${file.size}-${file.lastModified}-${source.carrierId ?? source.determinationId ?? ''}`}
          file={file}
          source={source}
          found={found.data ?? null}
        />
      )}
    </PageFrame>
  );
}

interface SourceChoiceProps {
  readonly source: Source;
  readonly found: MarkSourceView | null;
  readonly onChoose: (carrierId: string) => void;
}

function SourceChoice({ source, found, onChoose }: SourceChoiceProps) {
  const id = useId();
  const known = useQueryData({
    name: 'carrier.list',
    input: { by: 'known', limit: 100 },
    output: CarrierList,
  });
  return (
    <>
      <div className="field">
        <label htmlFor={id}>{t('marks.carrier')}</label>
        <select
          id={id}
          className="native-field"
          value={source.carrierId ?? ''}
          onChange={(event) => onChoose(event.target.value)}
        >
          <option value="">{t('marks.carrier.none')}</option>
          {(known.data?.rows ?? []).map((row) => (
            <option key={row.id} value={row.id}>
              {`${row.number} ${row.title ?? ''}`}
            </option>
          ))}
        </select>
        <p className="why">{t('marks.carrier.why')}</p>
      </div>
      {found === null ? null : (
        <KeyValues
          rows={[
            [t('marks.number'), found.number],
            [t('marks.title'), found.title ?? '—'],
            [t('marks.mark'), found.markText],
          ]}
        />
      )}
    </>
  );
}

interface FileDropProps {
  readonly file: File | null;
  readonly onFile: (file: File | null) => void;
}

/** A place to drop a file on, and the same by keyboard. */
function FileDrop({ file, onFile }: FileDropProps) {
  const id = useId();
  const [over, setOver] = useState(false);
  function onDrop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    onFile(event.dataTransfer.files[0] ?? null);
  }
  return (
    // dropping is a shortcut; the file field within is what keyboard and reader use
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className="marks-drop"
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <label htmlFor={id}>{t('marks.drop')}</label>
      <input
        id={id}
        type="file"
        accept=".docx,.pdf,.doc,.wps,.ofd,.xlsx,.pptx,.txt"
        onChange={(event: ChangeEvent<HTMLInputElement>) => onFile(event.target.files?.[0] ?? null)}
      />
      {file === null ? <p className="why">{t('marks.drop.why')}</p> : <p>{file.name}</p>}
    </div>
  );
}

interface CheckedProps {
  readonly file: File;
  readonly source: Source;
  readonly found: MarkSourceView | null;
}

function Checked({ file, source, found }: CheckedProps) {
  const [answer, setAnswer] = useState<MarksAnswerView | null>(null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  async function work(task: () => Promise<void>) {
    setBusy(true);
    setFault(null);
    try {
      await task();
    } catch (caught) {
      setFault(presentError(caught));
    } finally {
      setBusy(false);
    }
  }
  const check = () =>
    work(async () => {
      setAnswer(await checkMarks(file, { mode: 'check', ...source, copyNumber: null, portions: [] }));
    });
  return (
    <>
      <Card title={t('marks.found')}>
        <div className="form">
          <div className="form-actions">
            <ActionButton type="primary" loading={busy} onClick={() => void check()}>
              {t('marks.check')}
            </ActionButton>
          </div>
          {fault === null ? null : <FaultBox text={fault} />}
          {answer === null ? null : <Found answer={answer} />}
        </div>
      </Card>
      {answer === null || found === null || answer.kind === 'other' ? null : (
        <StampCard
          answer={answer}
          found={found}
          busy={busy}
          onStamp={(form) =>
            void work(async () => {
              const did = await takeMarked(file, { ...form, ...source });
              showToast({
                kind: 'done',
                text: did === 'already' ? t('marks.did.already') : t('marks.did.marked'),
              });
            })
          }
        />
      )}
    </>
  );
}

function Found({ answer }: { readonly answer: MarksAnswerView }) {
  return (
    <>
      {answer.hasText ? null : <p className="late">{t('marks.no.text')}</p>}
      {answer.marks.length === 0 ? (
        <p>{t('marks.none')}</p>
      ) : (
        <ul className="marks-seen">
          {answer.marks.map((mark, i) => (
            // marks are listed as they stand and never move
            // oxlint-disable-next-line react/no-array-index-key
            <li key={i}>
              <b>{mark.text}</b> <span className="why">{roleWords(mark.role)}</span>
              {mark.page === null ? null : <span className="why"> {t('marks.page', { n: mark.page })}</span>}
            </li>
          ))}
        </ul>
      )}
      <MarkCheck problems={answer.problems} />
    </>
  );
}

function roleWords(role: MarksAnswerView['marks'][number]['role']): string {
  switch (role) {
    case 'head':
      return t('marks.role.head');
    case 'past':
      return t('marks.role.past');
    case 'body':
      return t('marks.role.body');
  }
}

interface StampCardProps {
  readonly answer: MarksAnswerView;
  readonly found: MarkSourceView;
  readonly busy: boolean;
  readonly onStamp: (form: Pick<MarksForm, 'mode' | 'copyNumber' | 'portions'>) => void;
}

/** Copy number, and paragraphs with a level of their own; then the file comes back marked. */
function StampCard({ answer, found, busy, onStamp }: StampCardProps) {
  const id = useId();
  const [copyNumber, setCopyNumber] = useState(found.copyNumbers[0] ?? '');
  const [portions, setPortions] = useState<ReadonlyMap<number, string>>(new Map());
  const levels = (builtinPacks.get(found.mark?.scheme ?? '')?.levels ?? []).filter(
    (level) => level.markKind === 'star',
  );
  const wrong = /^\d{0,6}$/.test(copyNumber) ? null : t('marks.copy.number.wrong');
  return (
    <Card title={t('marks.stamp')} aside={t('marks.stamp.why')}>
      <div className="form">
        <div className="field">
          <label htmlFor={id}>{t('marks.copy.number')}</label>
          <input
            id={id}
            className="native-field"
            inputMode="numeric"
            list={`${id}-list`}
            value={copyNumber}
            onChange={(event) => setCopyNumber(event.target.value.trim())}
          />
          <datalist id={`${id}-list`}>
            {found.copyNumbers.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </datalist>
          <p className="why">{t('marks.copy.number.why')}</p>
          {wrong === null ? null : <p className="field-fault">{wrong}</p>}
        </div>
        {answer.paragraphs.length === 0 || levels.length === 0 ? null : (
          <details>
            <summary>{t('marks.portions')}</summary>
            <p className="why">{t('marks.portions.why')}</p>
            <div className="marks-portions">
              {answer.paragraphs.map((one) => (
                <label key={one.paragraph}>
                  <select
                    className="native-field"
                    value={portions.get(one.paragraph) ?? ''}
                    onChange={(event) =>
                      setPortions(new Map(portions).set(one.paragraph, event.target.value))
                    }
                  >
                    <option value="">—</option>
                    {levels.map((level) => (
                      <option key={level.code} value={level.code}>
                        {level.zh}
                      </option>
                    ))}
                  </select>{' '}
                  {one.text}
                </label>
              ))}
            </div>
          </details>
        )}
        <div className="form-actions">
          <ActionButton
            type="primary"
            loading={busy}
            disabledReason={wrong}
            onClick={() =>
              onStamp({
                mode: 'stamp',
                copyNumber: copyNumber === '' ? null : copyNumber,
                portions: [...portions]
                  .filter(([, level]) => level !== '')
                  .map(([paragraph, level]) => ({ paragraph, level })),
              })
            }
          >
            {t('marks.stamp.run', { mark: found.markText })}
          </ActionButton>
        </div>
      </div>
    </Card>
  );
}
