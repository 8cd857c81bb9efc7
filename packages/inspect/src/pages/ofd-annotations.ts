import type { OfdPackage } from './ofd-package.ts';
import { type OfdElement, find, findAll } from './ofd-tree.ts';

/**
 * Annotations by the id of their page (GB/T 33190-2016, 15).
 * @param lists the elements that name the lists of annotations
 * @param name the part they stand in, which their locations are relative to
 */
export function readOfdAnnotations(
  parts: OfdPackage,
  lists: Iterable<OfdElement>,
  name: string,
): Map<string, OfdElement[]> {
  const found = new Map<string, OfdElement[]>();
  for (const { text } of lists) {
    const list = parts.resolve(text, name);
    const tree = parts.tree(list);
    if (tree === undefined) continue;
    for (const page of findAll(tree, 'Page')) {
      const file = parts.tree(parts.resolve(find(page, 'FileLoc')?.text ?? '', list));
      if (file === undefined) continue;
      const id = page.attributes.get('PageID') ?? '';
      found.set(id, [...(found.get(id) ?? []), ...findAll(file, 'Annot')]);
    }
  }
  return found;
}
