import type { ByteSource } from '../document/byte-source.ts';
import { extractDocument } from '../document/extract.ts';
import type { Gap } from '../document/gaps.ts';
import type { FileKind } from '../document/kinds.ts';
import type { Segment } from '../document/place.ts';

/** What the reading engine finds in a file, for one who looks at it: its own text and what was left out. */
export interface Content {
  kind: FileKind;
  /** In the order of the document, without what is hidden or stands in files within. */
  segments: Segment[];
  gaps: Gap[];
  attachments: string[];
  pictures: number;
  hasHidden: boolean;
  hasComments: boolean;
}

/** Text of one document that is drawn, in UTF-16 units; what it is drawn on has a limit of pages besides. */
const textUnitsMax = 16 * 1024 * 1024;

const unseenWithoutLoss: ReadonlySet<string> = new Set(['property', 'script', 'embedded']);

export async function gatherContent(
  source: ByteSource,
  { passwords }: { passwords: readonly string[] },
): Promise<Content> {
  const content: Content = {
    kind: 'unknown',
    segments: [],
    gaps: [],
    attachments: [],
    pictures: 0,
    hasHidden: false,
    hasComments: false,
  };
  const { kind } = await extractDocument(source, {
    name: '',
    options: { ocr: 'never', passwords },
    limits: { textUnitsMax, depthMax: 1 },
    sink: {
      segment: (segment) => takeSegment(segment, content),
      gap: (gap) => {
        if (gap.path.length === 0) content.gaps.push(gap);
      },
      picture: (picture) => void (content.pictures += picture.path.length === 0 ? 1 : 0),
    },
  });
  return { ...content, kind };
}

function takeSegment(segment: Segment, content: Content): void {
  const { place, hidden } = segment;
  if (place.path.length > 0) return;
  if (place.kind === 'name' && place.name === undefined) content.attachments.push(segment.text);
  else if (hidden === 'comment' || place.kind === 'comment' || place.kind === 'notes')
    content.hasComments = true;
  else if (hidden !== undefined) content.hasHidden ||= !unseenWithoutLoss.has(hidden);
  else if (place.kind !== 'attribute' && place.kind !== 'property') content.segments.push(segment);
}
