import { t } from '../lib/i18n.ts';
import { AppLink } from './link.tsx';
import './life-line.css';

export interface LifeStop {
  readonly key: string;
  readonly label: string;
  readonly lines: readonly string[];
  readonly state: 'past' | 'now' | 'next';
  readonly to?: string;
}

/** Hands and places a thing went through, is at, and will go to. */
export function LifeLine({ label, stops }: { label: string; stops: readonly LifeStop[] }) {
  const words = { past: t('life.past'), now: t('life.now'), next: t('life.next') };
  return (
    <ol className="life-line" aria-label={label}>
      {stops.map((stop) => (
        <li
          key={stop.key}
          className={`life-${stop.state}`}
          aria-current={stop.state === 'now' ? 'step' : undefined}
        >
          <span className="hidden-text">{words[stop.state]}</span>
          <b>{stop.to === undefined ? stop.label : <AppLink to={stop.to}>{stop.label}</AppLink>}</b>
          {stop.lines.map((line) => (
            <span key={line} className="num">
              {line}
            </span>
          ))}
        </li>
      ))}
    </ol>
  );
}
