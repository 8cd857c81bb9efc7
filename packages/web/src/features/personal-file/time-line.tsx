import type { LineView, SectionView } from '@fengni/server/modules/personal-file/contract';
import { useState } from 'react';
import { formatDay } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { dayOf, spanWords } from './file-words.ts';
import { type TimeScale, placeOf, scaleOf } from './time-scale.ts';
import './personal-file.css';

/** Units of the drawing across; it is stretched to the width there is. */
const width = 1000;
const height = 18;
/** Beyond this many, only some years are named. */
const yearsNamedMax = 12;

/**
 * The lines as a picture: a band for each year, a row for each kind, bars for what lasted and dots for what happened at
 * once. The list below says the same in words; a row's name shows that kind alone.
 */
export function TimeLine(the: {
  readonly sections: readonly SectionView[];
  readonly lines: readonly LineView[];
  readonly from: string | null;
  readonly to: string | null;
  readonly onKind: (id: string) => void;
}) {
  const [now] = useState(() => Date.now());
  const scale = scaleOf(the.lines, { from: the.from, to: the.to, now });
  const rows = the.sections.flatMap((section) => {
    const lines = the.lines.filter((line) => line.source === section.id);
    return lines.length === 0 ? [] : [{ section, lines }];
  });
  return (
    <div className="time-line">
      <Years scale={scale} />
      <ul>
        {rows.map(({ section, lines }) => (
          <li key={section.id}>
            <button type="button" className="time-kind" onClick={() => the.onKind(section.id)}>
              <span aria-hidden="true">
                {pick(section.title)} <span className="num">{section.count}</span>
              </span>
              <span className="hidden-text">{rowWords(section, lines)}</span>
            </button>
            <Strip scale={scale} lines={lines} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Years({ scale }: { readonly scale: TimeScale }) {
  const step = Math.ceil(scale.years.length / yearsNamedMax);
  return (
    <div className="time-years" aria-hidden="true">
      {scale.years.map(({ year, from, to }, i) => (
        <span key={year} className="num" style={{ flexGrow: to - from }}>
          {i % step === 0 ? year : ''}
        </span>
      ))}
    </div>
  );
}

function rowWords(section: SectionView, lines: readonly LineView[]): string {
  const first = lines.at(-1);
  return t('file.row', {
    kind: pick(section.title),
    n: section.count,
    first: first === undefined ? '' : formatDay(dayOf(first.at)),
  });
}

/** The row's drawing; its button says it in words, the list each line. */
function Strip({ scale, lines }: { readonly scale: TimeScale; readonly lines: readonly LineView[] }) {
  return (
    <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      {scale.years.map(({ year, from, to }) =>
        year % 2 === 0 ? (
          <rect
            key={year}
            className="time-band"
            x={placeOf(scale, from, width)}
            width={placeOf(scale, to, width) - placeOf(scale, from, width)}
            y={0}
            height={height}
          />
        ) : null,
      )}
      {lines.map((line, i) => (
        // lines out of sight have no id, and two may be alike
        // oxlint-disable-next-line react/no-array-index-key
        <Mark key={i} scale={scale} line={line} />
      ))}
    </svg>
  );
}

function Mark({ scale, line }: { readonly scale: TimeScale; readonly line: LineView }) {
  const x = placeOf(scale, Date.parse(line.at), width);
  const title = <title>{`${spanWords(line)} ${pick(line.words)}`}</title>;
  if (line.until === null && !line.lasts) {
    // a line without length has round ends: a dot that is not stretched with the drawing
    return (
      <line className="time-dot" x1={x} x2={x} y1={height / 2} y2={height / 2}>
        {title}
      </line>
    );
  }
  const end = line.until === null ? width : placeOf(scale, Date.parse(line.until), width);
  return (
    <rect
      className={line.lasts ? 'time-bar time-open' : 'time-bar'}
      x={x}
      width={Math.max(end - x, 2)}
      y={4}
      height={height - 8}
      rx={1}
    >
      {title}
    </rect>
  );
}
