import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Block, Cell, Table } from '../flow/flow.ts';
import { layOutParagraph } from '../flow/lay-out-paragraph.ts';
import type { Item, PictureLoader } from '../flow/lay-out-paragraph.ts';
import { layOutTable } from '../flow/lay-out-table.ts';
import { child, numberAt } from '../part-tree.ts';
import type { XmlNode } from '../part-tree.ts';
import type { ShapeBox } from './slide-shapes.ts';
import { emus, paragraphsOf } from './slide-text.ts';
import type { SlideTheme } from './slide-theme.ts';

const columnsMax = 100;
const rowsMax = 500;

/** A table on a slide (ECMA-376 part 1, 21.1.3). */
export async function drawSlideTable(
  context: SKRSContext2D,
  table: XmlNode,
  input: {
    box: ShapeBox;
    theme: SlideTheme;
    list: XmlNode | undefined;
    loadPicture: PictureLoader;
    page: number;
  },
): Promise<void> {
  const { box, loadPicture } = input;
  const { items } = await layOutTable(tableOf(table, input), { width: box.width, loadPicture, layOutBlocks });
  let { y } = box;
  for (const item of items) {
    item.draw(context, { x: box.x, y, page: input.page });
    y += item.height;
  }
}

async function layOutBlocks(
  blocks: Iterable<Block>,
  room: { width: number; loadPicture: PictureLoader },
): Promise<Item[]> {
  const items: Item[] = [];
  for (const block of blocks)
    if (block.kind === 'paragraph') items.push(...(await layOutParagraph(block, room)));
  return items;
}

function tableOf(node: XmlNode, { theme, list }: { theme: SlideTheme; list: XmlNode | undefined }): Table {
  const columns = (child(node, 'a:tblGrid')?.children ?? [])
    .slice(0, columnsMax)
    .map((column) => (numberAt(column, 'w') ?? 914_400) / emus);
  const rows = node.children
    .filter(({ name }) => name === 'a:tr')
    .slice(0, rowsMax)
    .map((row) => ({
      heightMin: Math.min(600, Math.max(0, (numberAt(row, 'h') ?? 0) / emus)),
      isRepeated: false,
      cells: row.children
        .filter(({ name }) => name === 'a:tc')
        .slice(0, columns.length)
        .flatMap((cell, column) => cellOf(cell, { column, columns: columns.length, theme, list })),
    }));
  return { kind: 'table', columns: columns.length === 0 ? [100] : columns, rows, hasBorders: true };
}

/** A cell that is merged into another holds nothing of its own. */
function cellOf(
  node: XmlNode,
  input: { column: number; columns: number; theme: SlideTheme; list: XmlNode | undefined },
): Cell[] {
  if (node.attributes.get('hMerge') === '1' || node.attributes.get('vMerge') === '1') return [];
  const fill = input.theme.fill(child(node, 'a:tcPr'));
  return [
    {
      column: input.column,
      columns: Math.max(1, Math.min(input.columns - input.column, numberAt(node, 'gridSpan') ?? 1)),
      rows: Math.max(1, Math.min(rowsMax, numberAt(node, 'rowSpan') ?? 1)),
      blocks: paragraphsOf(child(node, 'a:txBody'), {
        theme: input.theme,
        lists: [input.list],
        fontScale: 1,
        colour: '#000000',
      }),
      ...(fill === undefined || fill === 'none' ? {} : { fill }),
    },
  ];
}
