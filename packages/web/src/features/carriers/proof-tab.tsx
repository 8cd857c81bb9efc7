import { WhereWas } from '@fengni/server/modules/carriers/contract';
import { copyMoveTitles } from '@fengni/server/modules/carriers/rules';
import { useId } from 'react';
import type { z } from 'zod';
import { fileUrl } from '../../lib/client.ts';
import { formatDay, formatInstant, todayHere } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useActor } from '../../lib/session.ts';
import { useUrlFilters } from '../../lib/url-state.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AppLink } from '../../ui/link.tsx';
import { FaultBox, QueryView } from '../../ui/query-view.tsx';
import type { CarrierPartProps } from './carrier-page.tsx';
import { signedWords } from './carrier-words.ts';
import { useDownload } from './download.ts';
import { WhoHadPart } from './who-had-part.tsx';
import { provesCustody } from './register-choices.ts';

type Answer = z.output<typeof WhereWas>;

/** "Where was it on that day, and who could have read it": the answer, and papers that prove it. */
export function ProofTab({ page }: CarrierPartProps) {
  const id = useId();
  const actor = useActor();
  const [filters, changeFilters] = useUrlFilters();
  const download = useDownload();
  const proves = provesCustody(actor);
  const copy = page.copyViews.find((one) => one.id === filters['of']) ?? page.copyViews[0];
  const day = /^\d{4}-\d{2}-\d{2}$/.test(filters['day'] ?? '') ? (filters['day'] ?? '') : todayHere();
  const answer = useQueryData({
    name: 'copy.whereWas',
    input: { copyId: copy?.id ?? '', day },
    output: WhereWas,
    enabled: copy !== undefined && proves,
    keepLast: true,
  });
  if (!proves) return <EmptyState title={t('proof.who')} />;
  if (copy === undefined) return <EmptyState title={t('carrier.life.empty')} />;
  return (
    <div className="card-body form">
      <div className="proof-line">
        <span className="toolbar-field">
          <label htmlFor={`${id}-copy`}>{t('carrier.copy.number')}</label>
          <select
            id={`${id}-copy`}
            className="native-field"
            value={copy.id}
            onChange={(event) => changeFilters({ of: event.target.value })}
          >
            {page.copyViews.map((one) => (
              <option key={one.id} value={one.id}>
                {one.copyNo}
              </option>
            ))}
          </select>
        </span>
        <span className="toolbar-field">
          <label htmlFor={`${id}-day`}>{t('proof.day')}</label>
          <input
            id={`${id}-day`}
            type="date"
            className="native-field"
            value={day}
            max={todayHere()}
            onChange={(event) => changeFilters({ day: event.target.value })}
          />
        </span>
        <ActionButton
          loading={download.busy}
          onClick={() => void download.run('carrier.proof', { copyId: copy.id, day })}
        >
          {t('proof.file')}
        </ActionButton>
        <ActionButton href={fileUrl('carrier.custody', { copyId: copy.id })} target="_blank">
          {t('proof.custody')}
        </ActionButton>
      </div>
      {download.fault === null ? null : <FaultBox text={download.fault} />}
      <p className="why">{t('proof.why')}</p>
      <QueryView query={answer}>{(data) => <Where answer={data} />}</QueryView>
      <WhoHadPart carrierId={page.id} />
      {actor.power === 'audit' ? (
        <AppLink to={paths.log({ search: page.id })}>{t('proof.log')}</AppLink>
      ) : null}
    </div>
  );
}

function Where({ answer }: { readonly answer: Answer }) {
  const before = answer.atStart;
  const words =
    before === null
      ? t('proof.before.none')
      : t('proof.before', { day: formatDay(answer.day), where: whereWords(before) });
  return (
    <output className="form">
      <p>
        <b>{words}</b>
      </p>
      {answer.stops.length === 0 ? (
        <p className="quiet">{t('proof.still', { day: formatDay(answer.day) })}</p>
      ) : (
        <ul className="lines proof-stops" aria-label={t('proof.moves')}>
          {answer.stops.map((stop) => (
            <li key={stop.id}>
              <span className="num">{formatInstant(stop.at)}</span>
              <span className="grow">
                {whereWords(stop)}{' '}
                <span className="why">
                  {t('proof.by', { person: stop.by, signed: signedWords(stop.signed) })}
                </span>
              </span>
              {stop.scanId === null ? null : (
                <a href={fileUrl('scan.open', { scanId: stop.scanId })} target="_blank" rel="noopener">
                  {t('proof.scan')}
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
      <section>
        <h3 className="part-head">{t('proof.readers')}</h3>
        {answer.couldRead.length === 0 ? <p className="quiet">{t('proof.readers.none')}</p> : null}
        <ul className="chosen-people">
          {answer.couldRead.map((one) => (
            <li key={`${one.person}-${one.why}`}>
              {one.person}{' '}
              <span className="why">{one.why === 'held' ? t('proof.held') : t('proof.inscope')}</span>
            </li>
          ))}
        </ul>
      </section>
    </output>
  );
}

function whereWords(stop: Answer['stops'][number]): string {
  return [pick(copyMoveTitles[stop.move]), stop.holder ?? '', stop.place]
    .filter((part) => part !== '')
    .join(' · ');
}
