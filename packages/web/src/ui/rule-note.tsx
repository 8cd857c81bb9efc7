import type { ReactNode } from 'react';
import { t } from '../lib/i18n.ts';
import './life-line.css';

export interface RuleNoteProps {
  /** The rule in one line. */
  readonly text: string;
  /** Law, article, or the house's own rule. */
  readonly source: string;
  /** How sure the pack is of it. */
  readonly confidence?: 'verified' | 'known' | 'assumed';
  readonly children?: ReactNode;
}

/** A rule that opens where it stands, with its source and how sure it is (UX, principle 2). */
export function RuleNote({ text, source, confidence, children }: RuleNoteProps) {
  const words = { verified: t('rule.verified'), known: t('rule.known'), assumed: t('rule.assumed') };
  return (
    <details className="rule-note">
      <summary>{text}</summary>
      <div>
        {t('rule.source', { source })}
        {confidence === undefined ? null : <span className="why"> {words[confidence]}</span>}
        {children}
      </div>
    </details>
  );
}
