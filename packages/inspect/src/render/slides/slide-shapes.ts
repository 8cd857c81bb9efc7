import { child, down, numberAt } from '../part-tree.ts';
import type { XmlNode } from '../part-tree.ts';
import { emus } from './slide-text.ts';

/** Points. */
export interface ShapeBox {
  x: number;
  y: number;
  width: number;
  height: number;
  /** Degrees. */
  turn: number;
}

/** How coordinates within groups come to the slide. */
export interface Space {
  scaleX: number;
  scaleY: number;
  x: number;
  y: number;
}

export const slideSpace: Space = { scaleX: 1 / emus, scaleY: 1 / emus, x: 0, y: 0 };

export function boxOf(transform: XmlNode | undefined, space: Space): ShapeBox | undefined {
  const off = child(transform, 'a:off');
  const ext = child(transform, 'a:ext');
  const [x, y] = [numberAt(off, 'x'), numberAt(off, 'y')];
  const [width, height] = [numberAt(ext, 'cx'), numberAt(ext, 'cy')];
  if (x === undefined || y === undefined || width === undefined || height === undefined) return undefined;
  const box = {
    x: x * space.scaleX + space.x,
    y: y * space.scaleY + space.y,
    width: Math.abs(width * space.scaleX),
    height: Math.abs(height * space.scaleY),
    turn: (numberAt(transform, 'rot') ?? 0) / 60_000,
  };
  return Object.values(box).every((value) => Number.isFinite(value) && Math.abs(value) < 1e6)
    ? box
    : undefined;
}

/** The space within a group (ECMA-376 part 1, 20.1.7.5). */
export function groupSpace(group: XmlNode, outer: Space): Space {
  const transform = down(group, 'p:grpSpPr', 'a:xfrm');
  const box = boxOf(transform, outer);
  const inner = child(transform, 'a:chOff');
  const size = child(transform, 'a:chExt');
  if (box === undefined) return outer;
  const [width, height] = [numberAt(size, 'cx') ?? 0, numberAt(size, 'cy') ?? 0];
  const scaleX = width > 0 ? box.width / width : outer.scaleX;
  const scaleY = height > 0 ? box.height / height : outer.scaleY;
  return {
    scaleX,
    scaleY,
    x: box.x - (numberAt(inner, 'x') ?? 0) * scaleX,
    y: box.y - (numberAt(inner, 'y') ?? 0) * scaleY,
  };
}

export interface Placeholder {
  type: string;
  index: string | undefined;
}

export function placeholderOf(shape: XmlNode): Placeholder | undefined {
  for (const name of ['p:nvSpPr', 'p:nvPicPr', 'p:nvGraphicFramePr']) {
    const node = down(shape, name, 'p:nvPr', 'p:ph');
    if (node !== undefined)
      return { type: node.attributes.get('type') ?? 'body', index: node.attributes.get('idx') };
  }
  return undefined;
}

const alike: Readonly<Record<string, string>> = { ctrTitle: 'title', subTitle: 'body', obj: 'body' };

const plain = (type: string): string => alike[type] ?? type;

/** The placeholder of a layout or master that one on a slide stands for: by its index, else by its type. */
export function matchPlaceholder(wanted: Placeholder, tree: XmlNode | undefined): XmlNode | undefined {
  const shapes = (tree?.children ?? []).filter(({ name }) => name === 'p:sp');
  const byIndex = shapes.find((shape) => {
    const own = placeholderOf(shape);
    return own !== undefined && wanted.index !== undefined && own.index === wanted.index;
  });
  if (byIndex !== undefined) return byIndex;
  return shapes.find((shape) => plain(placeholderOf(shape)?.type ?? '-') === plain(wanted.type));
}
