import { invariant } from '@fengni/kernel/command/invariant';
import type { Tx } from '@fengni/kernel/db/tx';
import { parsePattern } from '@fengni/kernel/register/number';
import { takeNumbers } from '@fengni/kernel/register/take-number';

/** What counts apart from the carriers in a register, each with its own number grammar (BEY-16). */
const ownPatterns = {
  'delivery-out': '发{year}-{seq:4}',
  'delivery-in': '收{year}-{seq:4}',
  stocktaking: '盘{year}-{seq:4}',
  recall: '清{year}-{seq:4}',
  destruction: '销{year}-{seq:4}',
  certificate: '销证{year}-{seq:4}',
  regrading: '变{year}-{seq:4}',
  'regrading-notice': '变通{year}-{seq:4}',
} as const;

/** Takes the next number of a batch, a list or a certificate of this register. */
export async function takeOwnNumber(
  tx: Tx,
  registerId: string,
  kind: keyof typeof ownPatterns,
): Promise<string> {
  const parsed = parsePattern(ownPatterns[kind]);
  invariant(parsed.ok, 'patterns of the house are good');
  const register = { id: registerId, number_grammar: parsed.grammar };
  const facts = { year: Number(tx.today.slice(0, 4)), level: '', unit: '' };
  const [number] = await takeNumbers(tx, register, { facts, count: 1, kind });
  invariant(number !== undefined, 'a number was taken');
  return number;
}
