import { useId } from 'react';
import { pick, t } from '../../lib/i18n.ts';
import type { CustomControl } from '../../ui/form-field.tsx';
import { type Travelling, offerChannels } from './channel-rules.ts';
import './deliveries.css';

/** Channels the levels allow, to choose; the others stand below with the reason why not. */
export function ChannelChoice({
  travelling,
  ...control
}: CustomControl & { travelling: readonly Travelling[] }) {
  const id = useId();
  const offers = offerChannels(travelling);
  if (offers.length === 0) return <p className="quiet">{t('delivery.channel.first')}</p>;
  const open = offers.filter((offer) => offer.forbidden.length === 0);
  const closed = offers.filter((offer) => offer.forbidden.length > 0);
  return (
    <>
      <ul className="channels">
        {open.map(({ channel }, i) => (
          <li key={channel.id}>
            <input
              type="radio"
              id={i === 0 ? control.id : `${id}-${channel.id}`}
              name={id}
              checked={control.value === channel.id}
              onChange={() => control.onChange(channel.id)}
            />
            <label htmlFor={i === 0 ? control.id : `${id}-${channel.id}`}>
              {pick(channel)}{' '}
              {channel.note === undefined ? null : <span className="why">{pick(channel.note)}</span>}
            </label>
          </li>
        ))}
      </ul>
      {closed.length === 0 ? null : (
        <details className="channels-off" open={open.length === 0}>
          <summary>{t('delivery.channel.off', { n: closed.length })}</summary>
          <ul className="channels">
            {closed.map(({ channel, forbidden }) => (
              <li key={channel.id}>
                <span className="quiet">{pick(channel)}</span>
                <span className="why">
                  {t('delivery.channel.why', { levels: forbidden.map(pick).join(t('list.and')) })}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
