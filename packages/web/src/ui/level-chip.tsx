import './level-chip.css';

const knownLevels = ['top', 'high', 'sec', 'work', 'core', 'int'] as const;
type LevelToken = (typeof knownLevels)[number];

function isLevel(token: string | null): token is LevelToken {
  return knownLevels.some((known) => known === token);
}

/** The mark of a thing in its words; the colour only repeats them (UX, principle 7). */
export function LevelChip({ mark, level, large = false }: { mark: string; level: string | null; large?: boolean }) {
  const token = isLevel(level) ? level : 'int';
  return <span className={`level-chip level-${token}${large ? ' level-large' : ''}`}>{mark}</span>;
}
