import { z } from 'zod';
import { useQueryData } from '../../lib/use-query-data.ts';
import type { Choice } from '../../ui/form-field.tsx';

const Posts = z.object({ posts: z.array(z.object({ id: z.string(), name: z.string() })) });

/** Posts of a unit and below it, for who may answer for a matter or a place; asked only by who keeps the list. */
export function usePosts(
  of: { readonly unitId: string; readonly scheme: string },
  enabled: boolean,
): readonly Choice[] {
  const found = useQueryData({
    name: 'catalogue.mayImport',
    input: { unitId: of.unitId, kind: 'matters', scheme: of.scheme },
    output: Posts,
    enabled,
  });
  return (found.data?.posts ?? []).map((post) => ({ value: post.id, label: post.name }));
}
