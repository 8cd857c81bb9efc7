import { t } from '../../lib/i18n.ts';
import { LevelChip } from '../../ui/level-chip.tsx';
import './regrading.css';

/** The mark now, and beside it the former one struck out, as it stands on the paper. */
export function MarkWithFormer({
  mark,
  level,
  former,
  large = false,
}: {
  readonly mark: string;
  readonly level: string | null;
  readonly former: string | null;
  readonly large?: boolean;
}) {
  return (
    <span className="mark-with-former">
      <LevelChip mark={mark} level={level} large={large} />
      {former === null ? null : (
        <del>
          <span className="hidden-text">{t('regrading.former')}</span>
          {former}
        </del>
      )}
    </span>
  );
}
