import { BlockList, isIP } from 'node:net';

const prefixMax = { 4: 32, 6: 128 } as const;

function parse(text: string): { address: string; prefix: number; family: 'ipv4' | 'ipv6' } | null {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if ((version !== 4 && version !== 6) || rest.length > 0 || address.includes('%')) return null;
  const max = prefixMax[version];
  const prefix = bits === undefined ? max : /^\d{1,3}$/.test(bits) ? Number(bits) : -1;
  if (prefix < 0 || prefix > max) return null;
  return { address, prefix, family: version === 4 ? 'ipv4' : 'ipv6' };
}

/** Whether this names an IP address or a network of them, as `10.1.0.0/16`. */
export function isNetwork(text: string): boolean {
  return parse(text) !== null;
}

/** Whether a terminal lies in one of the networks; where none is named, any does. A certificate lies in none. */
export function liesIn(terminal: string, networks: readonly string[]): boolean {
  if (networks.length === 0) return true;
  const version = isIP(terminal);
  if (version === 0) return false;
  const list = new BlockList();
  for (const text of networks) {
    const network = parse(text);
    if (network !== null) list.addSubnet(network.address, network.prefix, network.family);
  }
  return list.check(terminal, version === 4 ? 'ipv4' : 'ipv6');
}
