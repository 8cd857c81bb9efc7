import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { readQuery } from './client.ts';
import { noticeSignedOut } from './run-command.ts';

export interface QueryOptions<Data> {
  readonly name: string;
  readonly input: unknown;
  readonly output: z.ZodType<Data>;
  readonly enabled?: boolean;
  /** Seconds between readings while the page is open. */
  readonly everySeconds?: number;
  /** Shows the last answer while another input is being read, for searches. */
  readonly keepLast?: boolean;
}

/** Reads a query of the server, parsed by its contract. */
export function useQueryData<Data>(options: QueryOptions<Data>): UseQueryResult<Data> {
  return useQuery<Data, Error, Data>({
    queryKey: queryKey(options.name, options.input),
    queryFn: () => readNoticed(options.name, options.input, options.output),
    enabled: options.enabled ?? true,
    refetchInterval: options.everySeconds === undefined ? false : options.everySeconds * 1000,
    ...(options.keepLast === true ? { placeholderData: keepPreviousData } : {}),
  });
}

export function queryKey(name: string, input: unknown): readonly unknown[] {
  return ['query', name, input];
}

/** `readQuery` that leaves for the sign-in page when the session has ended. */
export async function readNoticed<Data>(
  name: string,
  input: unknown,
  output: z.ZodType<Data>,
): Promise<Data> {
  try {
    return await readQuery(name, input, output);
  } catch (fault) {
    noticeSignedOut(fault);
    throw fault;
  }
}
