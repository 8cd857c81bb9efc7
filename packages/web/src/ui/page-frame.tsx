import { type ReactNode, useEffect, useRef } from 'react';
import { t } from '../lib/i18n.ts';
import './page-frame.css';
import { AppLink } from './link.tsx';

export interface Crumb {
  readonly label: string;
  readonly to?: string;
}

export interface PageFrameProps {
  readonly title: string;
  /** Chip before the title, where the thing has a level. */
  readonly chip?: ReactNode;
  readonly sub?: ReactNode;
  readonly crumbs?: readonly Crumb[];
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** Tables use the whole width. */
  readonly wide?: boolean;
}

/** Head and body of every page; names the window and takes the focus so that a reader starts at the title. */
export function PageFrame({ title, chip, sub, crumbs, actions, children, wide = false }: PageFrameProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${t('app.name')}`;
  }, [title]);
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className={wide ? 'page page-wide' : 'page'}>
      {crumbs === undefined ? null : <Crumbs crumbs={crumbs} />}
      <div className="page-head">
        <div className="page-title">
          {chip}
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
        </div>
        {actions === undefined ? null : <div className="page-actions">{actions}</div>}
      </div>
      {sub === undefined ? null : <div className="page-sub">{sub}</div>}
      {children}
    </div>
  );
}

function Crumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav aria-label={t('frame.crumbs')} className="crumbs">
      <ol>
        {crumbs.map((crumb) => (
          <li key={crumb.to ?? crumb.label}>
            {crumb.to === undefined ? (
              <span>{crumb.label}</span>
            ) : (
              <AppLink to={crumb.to}>{crumb.label}</AppLink>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

export interface CardProps {
  readonly title: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  /** Content that brings its own padding, such as a table. */
  readonly flush?: boolean;
  readonly late?: boolean;
}

/** A group of facts with a heading. */
export function Card({ title, aside, children, flush = false, late = false }: CardProps) {
  return (
    <section className="card">
      <div className="card-head">
        <h2 className={late ? 'late' : ''}>{title}</h2>
        {aside === undefined ? null : <div className="card-aside">{aside}</div>}
      </div>
      <div className={flush ? '' : 'card-body'}>{children}</div>
    </section>
  );
}

/** Names and values in two columns. */
export function KeyValues({ rows }: { rows: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="key-values">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Main column and a side column that moves below on narrow screens. */
export function TwoColumns({ main, side }: { main: ReactNode; side: ReactNode }) {
  return (
    <div className="two-columns">
      <div>{main}</div>
      <div>{side}</div>
    </div>
  );
}
