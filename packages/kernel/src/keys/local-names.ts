import { hostname, networkInterfaces } from 'node:os';

/** Names and addresses under which this machine is called, for the server's certificate. */
export function localNames(host: string): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((list) =>
    (list ?? []).map((one) => one.address),
  );
  const plain = addresses.filter(
    (address) => !address.includes('%') && !address.toLowerCase().startsWith('fe80'),
  );
  const named = host === '0.0.0.0' || host === '::' ? [] : [host];
  return [...new Set([...named, hostname(), 'localhost', ...plain])].toSorted();
}
