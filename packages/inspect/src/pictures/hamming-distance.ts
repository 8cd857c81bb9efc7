/** Bits in which two hashes of the same length differ; hashes as hexadecimal digits. Below 10 of 64 is the same picture. */
export function hammingDistance(left: string, right: string): number {
  let difference = BigInt(`0x${left}`) ^ BigInt(`0x${right}`);
  let count = 0;
  for (; difference !== 0n; difference &= difference - 1n) count += 1;
  return count;
}
