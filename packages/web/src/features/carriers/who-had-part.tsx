import { WhoHad, type WhoHadView } from '@fengni/server/modules/carriers/contract';
import { whoHadTitles } from '@fengni/server/modules/carriers/rules';
import { formatInstant } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AppLink } from '../../ui/link.tsx';
import { SpanQuestion } from '../personal-file/span-question.tsx';

const routes = {
  read: 'carrier.whoHad',
  print: 'carrier.printWhoHad',
  export: 'carrier.exportWhoHad',
} as const;

/** Everybody who had a carrier in a span, on screen, on paper and as a workbook: asked for, since each answer is on the log. */
export function WhoHadPart({ carrierId }: { readonly carrierId: string }) {
  return (
    <section className="form">
      <h3 className="part-head">{t('had.title')}</h3>
      <p className="why">{t('had.why')}</p>
      <SpanQuestion about={{ carrierId }} routes={routes} output={WhoHad}>
        {(data) => <Answer had={data} />}
      </SpanQuestion>
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
