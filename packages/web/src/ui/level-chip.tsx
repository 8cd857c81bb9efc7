import './level-chip.css';

const knownLevels = ['top', 'high', 'sec', 'work', 'core', 'int'] as const;
type LevelToken = (typeof knownLevels)[number];

/** Colours as the packs name them. */
const packColours: Readonly<Record<string, LevelToken>> = {
  'deep-red': 'top',
  'orange-red': 'high',
  amber: 'sec',
  blue: 'work',
  grey: 'int',
  neutral: 'int',
};

function tokenOf(level: string | null): LevelToken {
  return knownLevels.find((known) => known === level) ?? packColours[level ?? ''] ?? 'int';
}

/** The mark of a thing in its words; the colour only repeats them (UX, principle 7). */
export function LevelChip({
  mark,
  level,
  large = false,
}: {
  mark: string;
  level: string | null;
  large?: boolean;
}) {
  const token = tokenOf(level);
  return <span className={`level-chip level-${token}${large ? ' level-large' : ''}`}>{mark}</span>;
}
