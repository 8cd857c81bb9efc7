import { WhoHad, type WhoHadView } from '@fengni/server/modules/carriers/contract';
import { whoHadTitles } from '@fengni/server/modules/carriers/rules';
import { useId, useState } from 'react';
import { fileUrl } from '../../lib/client.ts';
import { formatInstant, todayHere } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AppLink } from '../../ui/link.tsx';
import { FaultBox, QueryView } from '../../ui/query-view.tsx';
import { useFileData } from '../../lib/use-file-data.ts';
import { useDownload } from './download.ts';

/** Everybody who had a carrier in a span, on screen, on paper and as a workbook: asked for, since each answer is on the log. */
export function WhoHadPart({ carrierId }: { readonly carrierId: string }) {
  const id = useId();
  const today = todayHere();
  const [span, setSpan] = useState({ from: `${today.slice(0, 4)}-01-01`, to: today });
  const [asked, setAsked] = useState<typeof span | null>(null);
  const download = useDownload();
  const off = span.from !== '' && span.to !== '' && span.from <= span.to ? null : t('file.held.span');
  const answer = useFileData({
    name: 'carrier.whoHad',
    input: { carrierId, ...(asked ?? span) },
    output: WhoHad,
    enabled: asked !== null,
  });
  return (
    <section className="form">
      <h3 className="part-head">{t('had.title')}</h3>
      <p className="why">{t('had.why')}</p>
      <div className="proof-line">
        {(['from', 'to'] as const).map((key) => (
          <span className="toolbar-field" key={key}>
            <label htmlFor={`${id}-${key}`}>{key === 'from' ? t('file.from') : t('file.to')}</label>
            <input
              id={`${id}-${key}`}
              type="date"
              className="native-field"
              value={span[key]}
              max={today}
              onChange={(event) => setSpan({ ...span, [key]: event.target.value })}
            />
          </span>
        ))}
        <ActionButton disabledReason={off} onClick={() => setAsked(span)}>
          {t('had.ask')}
        </ActionButton>
        <ActionButton
          disabledReason={off}
          href={fileUrl('carrier.printWhoHad', { carrierId, ...span })}
          target="_blank"
        >
          {t('file.held.print')}
        </ActionButton>
        <ActionButton
          disabledReason={off}
          loading={download.busy}
          onClick={() => void download.run('carrier.exportWhoHad', { carrierId, ...span })}
        >
          {t('file.held.export')}
        </ActionButton>
      </div>
      {download.fault === null ? null : <FaultBox text={download.fault} />}
      {asked === null ? null : <QueryView query={answer}>{(data) => <Answer had={data} />}</QueryView>}
    </section>
  );
}

function Answer({ had }: { readonly had: WhoHadView }) {
  if (had.lines.length === 0) return <EmptyState title={t('had.none')} />;
  return (
    <output>
      <p>{t('had.sum', { people: had.people, copies: had.copies.length })}</p>
      <ul className="lines" aria-label={t('had.title')}>
        {had.lines.map((line) => (
          <li key={`${line.person}-${line.copyNo}-${line.how}-${line.at}`}>
            <span className="grow">
              {line.personId === null ? (
                line.person
              ) : (
                <AppLink to={paths.person(line.personId)}>{line.person}</AppLink>
              )}{' '}
              <span className="why">
                {[
                  line.unit,
                  line.copyNo === '' ? '' : t('had.copy', { copy: line.copyNo }),
                  line.times === 1
                    ? pick(whoHadTitles[line.how])
                    : t('had.times', { how: pick(whoHadTitles[line.how]), n: line.times }),
                ]
                  .filter((part) => part !== '')
                  .join(' · ')}
              </span>
            </span>
            <span className="why num">
              {line.until === null
                ? t('file.since', { day: formatInstant(line.at) })
                : t('file.span', { from: formatInstant(line.at), to: formatInstant(line.until) })}
            </span>
          </li>
        ))}
      </ul>
    </output>
  );
}
