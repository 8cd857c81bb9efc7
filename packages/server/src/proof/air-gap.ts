import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';

const inside = fileURLToPath(new URL('air-gap-inside.ts', import.meta.url));

/**
 * Loopback, and a default route into an interface whose other end nobody listens at: whatever tries to leave is counted
 * there and reaches nobody. Names are asked of a server out there too, so that a look-up of a name counts. IPv6 has no
 * route at all, since the kernel itself speaks on interfaces that have it; what tries is counted as without route.
 */
const makeGap = `set -e
ip link set lo up
echo 1 > /proc/sys/net/ipv6/conf/default/disable_ipv6
ip link add out0 type veth peer name end0
ip link set out0 arp off
ip link set end0 up
ip addr add 198.51.100.2/24 dev out0
ip link set out0 up
ip route add default via 198.51.100.1
hosts=$(mktemp); printf 'nameserver 198.51.100.53\\noptions timeout:1 attempts:1\\n' > "$hosts"
mount --bind "$hosts" /etc/resolv.conf
exec "$@"`;

const unshareArgs = ['--net', '--mount', 'sh', '-c', makeGap, 'sh'];

/** Why no namespace can be made here, or null. Making one takes root, util-linux and iproute2. */
export function whyNoGap(): string | null {
  if (process.platform !== 'linux') return "network namespaces are Linux's";
  const tried = spawnSync('unshare', [...unshareArgs, 'true'], { encoding: 'utf8' });
  if (tried.error !== undefined) return tried.error.message;
  return tried.status === 0 ? null : tried.stderr.trim();
}

const GapReport = z.object({
  /** 1 when the house was set up, signed in to and worked with. */
  lived: z.literal(1),
  /** Packets that left by any interface but loopback. */
  sent: z.number(),
  /** Attempts for which there was no route. */
  withoutRoute: z.number(),
  /** Attempts counted of a connection tried on purpose at the end. */
  own: z.number(),
});
export type GapReport = z.infer<typeof GapReport>;

/** Runs a house in a namespace with no way out and counts what tried to leave; `planted` is run in the server's process. */
export async function liveInGap(planted = ''): Promise<GapReport> {
  const args = [...unshareArgs, process.execPath, inside, planted];
  const { stdout } = await promisify(execFile)('unshare', args, { timeout: 170_000 });
  return GapReport.parse(JSON.parse(stdout));
}
