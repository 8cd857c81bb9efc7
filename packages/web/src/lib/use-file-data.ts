import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { fileUrl, readAddress } from './client.ts';
import { noticeSignedOut } from './run-command.ts';

/** Reads an answer out of a file route: each reading is on the log, so it is read once and not again by itself. */
export function useFileData<Data>(the: {
  readonly name: string;
  readonly input: unknown;
  readonly output: z.ZodType<Data>;
  readonly enabled?: boolean;
}): UseQueryResult<Data> {
  return useQuery<Data>({
    queryKey: ['file', the.name, the.input],
    queryFn: () => readFileData(the.name, the.input, the.output),
    enabled: the.enabled ?? true,
    ...readOnce,
  });
}

export const readOnce = {
  staleTime: Infinity,
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
} as const;

export async function readFileData<Data>(
  name: string,
  input: unknown,
  output: z.ZodType<Data>,
): Promise<Data> {
  try {
    return await readAddress(fileUrl(name, input), output);
  } catch (fault) {
    noticeSignedOut(fault);
    throw fault;
  }
}
