import type { WindowedFile } from '@fengni/inspect/file-to-inspect';
import type { VaultObjectRow } from '@fengni/kernel/vault/tables';
import { chunkBytes } from '@fengni/kernel/vault/object-file';
import type { Vault } from '@fengni/kernel/vault/vault';

/** Chunks held while a file is read here and there: archives jump between their directory and their entries. */
const chunksHeldMax = 16;

/** A kept object as the reading processes take it: window by window, deciphered here, so that they hold no key. */
export function windowsOf(vault: Pick<Vault, 'read'>, object: VaultObjectRow): WindowedFile {
  const held = new Map<number, Buffer>();
  const chunkAt = async (index: number): Promise<Buffer> => {
    const known = held.get(index);
    if (known !== undefined) return known;
    const parts: Buffer[] = [];
    const range = { from: index * chunkBytes, to: (index + 1) * chunkBytes };
    for await (const part of vault.read(object, range)) parts.push(part);
    const chunk = parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
    held.set(index, chunk);
    const [oldest] = held.keys();
    if (held.size > chunksHeldMax && oldest !== undefined) held.delete(oldest);
    return chunk;
  };
  const length = object.byte_count ?? 0;
  return {
    length,
    async read(offset, wanted) {
      const to = Math.min(length, offset + wanted);
      const parts: Buffer[] = [];
      for (let at = offset; at < to;) {
        const index = Math.floor(at / chunkBytes);
        const chunk = await chunkAt(index);
        const from = at - index * chunkBytes;
        const part = chunk.subarray(from, Math.min(chunk.length, to - index * chunkBytes));
        if (part.length === 0) break;
        parts.push(part);
        at += part.length;
      }
      return Buffer.concat(parts);
    },
  };
}
