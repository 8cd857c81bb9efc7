import { Mark } from '@fengni/schemes/mark';
import { ReceiveDelivery } from '@fengni/server/modules/carriers/contract';
import { media } from '@fengni/server/modules/carriers/rules';
import { z } from 'zod';
import { t } from '../../lib/i18n.ts';
import { readCopyNumbers } from '../carriers/copy-numbers.ts';
import type { DeliveryFault } from './delivery-words.ts';

export const linesMax = 100;
const titleCharsMax = 300;
const documentNoCharsMax = 60;

/** One carrier of a batch as it is being typed; `key` tells lines apart while they are edited. */
export const ReceiveLine = z.object({
  key: z.string(),
  mark: z.unknown(),
  documentNo: z.string().default(''),
  title: z.string().default(''),
  copyNos: z.string().default(''),
  pages: z.string().default(''),
  medium: z.enum(media).default('paper'),
  mustReturn: z.boolean().default(false),
});
export type ReceiveLine = z.infer<typeof ReceiveLine>;

export function newLine(medium: ReceiveLine['medium'] = 'paper'): ReceiveLine {
  return {
    key: globalThis.crypto.randomUUID(),
    mark: null,
    documentNo: '',
    title: '',
    copyNos: '',
    pages: '',
    medium,
    mustReturn: false,
  };
}

/** Lines of a form's value, whatever a kept draft may hold. */
export function linesOf(value: unknown): readonly ReceiveLine[] {
  const lines = z.array(ReceiveLine).safeParse(value);
  return lines.success ? lines.data : [];
}

function isBlank(line: ReceiveLine): boolean {
  return (
    line.mark === null &&
    [line.documentNo, line.title, line.copyNos, line.pages].every((text) => text.trim() === '')
  );
}

/** Lines that hold something: a blank one at the end is only waiting to be filled. */
export function filledLines(value: unknown): readonly ReceiveLine[] {
  return linesOf(value).filter((line) => !isBlank(line));
}

/** What is wrong with a line, in words; null where it can be entered. */
export function faultOfLine(line: ReceiveLine): string | null {
  if (!Mark.safeParse(line.mark).success) return t('receive.fault.mark');
  if (line.title.trim() === '') return t('receive.fault.title');
  if (line.title.length > titleCharsMax || line.documentNo.length > documentNoCharsMax)
    return t('receive.fault.long');
  const numbers = readCopyNumbers(line.copyNos);
  if (numbers === null || numbers.length === 0) return t('receive.fault.copies');
  if (new Set(numbers).size < numbers.length) return t('receive.fault.twice');
  return /^\d{0,5}$/.test(line.pages.trim()) ? null : t('receive.fault.pages');
}

/** Copies typed so far. */
export function countCopies(value: unknown): number {
  return filledLines(value).reduce((sum, line) => sum + (readCopyNumbers(line.copyNos)?.length ?? 0), 0);
}

interface Counts {
  readonly stated: number;
  readonly counted: number;
}
/** What the batch itself shows to be wrong: nobody has to tick it. */
export function faultsOf(
  the: Counts & { broken: boolean; wrongAddressee: boolean; damaged: boolean },
): DeliveryFault[] {
  const faults: [DeliveryFault, boolean][] = [
    ['seal-broken', the.broken],
    ['short-count', the.counted < the.stated],
    ['over-count', the.counted > the.stated],
    ['wrong-addressee', the.wrongAddressee],
    ['damaged', the.damaged],
  ];
  return faults.flatMap(([fault, holds]) => (holds ? [fault] : []));
}

const { registerId, counterpart, channel, sealNo, note, statedCount, countedCount, place } =
  ReceiveDelivery.shape;

/** The form of receiving; its output is the input of `delivery.receive`. */
export const ReceiveForm = z
  .object({
    registerId,
    counterpart,
    channel: channel.min(1),
    sealNo,
    seal: z.enum(['intact', 'broken', 'none']),
    statedCount,
    countedCount,
    wrongAddressee: z.boolean().default(false),
    damaged: z.boolean().default(false),
    carriers: z.array(z.unknown()).max(linesMax).default([]),
    place,
    note,
  })
  .transform(({ seal, wrongAddressee, damaged, carriers, ...rest }): z.input<typeof ReceiveDelivery> => ({
    ...rest,
    faults: faultsOf({
      stated: rest.statedCount,
      counted: rest.countedCount,
      broken: seal === 'broken',
      wrongAddressee,
      damaged,
    }),
    carriers: filledLines(carriers).map((line) => ({
      medium: line.medium,
      mark: Mark.parse(line.mark),
      title: line.title,
      documentNo: line.documentNo,
      originator: rest.counterpart,
      pages: line.pages.trim() === '' ? null : Number(line.pages),
      copyNos: readCopyNumbers(line.copyNos) ?? [],
      mustReturn: line.mustReturn,
    })),
  }));
