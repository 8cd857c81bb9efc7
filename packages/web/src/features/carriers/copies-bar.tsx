import type { CarrierLineView } from '@fengni/server/modules/carriers/contract';
import { copyStateTitles } from '@fengni/server/modules/carriers/rules';
import { pick, t } from '../../lib/i18n.ts';
import { stateTone } from './carrier-words.ts';

/** How many copies there are and where: a bar for the eye, words for everybody. */
export function CopiesBar({ copies, count }: Pick<CarrierLineView, 'copies'> & { readonly count: number }) {
  if (copies.length === 0) return <span className="quiet">{t('carrier.copies.none')}</span>;
  const words = copies.map((one) => `${pick(copyStateTitles[one.state])} ${one.count}`).join(t('list.and'));
  return (
    <span className="copies-bar">
      <span className="copies-track" aria-hidden>
        {copies.map((one) => (
          <span key={one.state} className={`tone-${stateTone(one.state)}`} style={{ flexGrow: one.count }} />
        ))}
      </span>
      <span>
        <b className="num">{count}</b> <span className="why">{words}</span>
      </span>
    </span>
  );
}
