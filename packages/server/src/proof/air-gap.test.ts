// BEY-15, SEC-5: runs in a network with no way out and counts what tries to leave; a planted attempt is caught.
import { expect, test } from 'vitest';
import { liveInGap, whyNoGap } from './air-gap.ts';

const why = whyNoGap();
if (why !== null) process.stdout.write(`air gap not tested, no network namespace can be made here: ${why}\n`);

test.skipIf(why !== null)(
  'a house that is set up and worked with sends nothing and asks for no name',
  async () => {
    const report = await liveInGap();
    expect(report).toMatchObject({ lived: 1, sent: 0, withoutRoute: 0 });
    // the counters work: a connection tried on purpose afterwards is counted
    expect(report.own).toBeGreaterThan(0);
  },
  180_000,
);

test.skipIf(why !== null)(
  'a fetch planted in the server is counted, by address, by name and over IPv6',
  async () => {
    const byAddress = await liveInGap(`fetch('http://192.0.2.1/').catch(() => undefined)`);
    expect(byAddress.sent).toBeGreaterThan(0);
    const byName = await liveInGap(`fetch('http://updates.example/').catch(() => undefined)`);
    expect(byName.sent).toBeGreaterThan(0);
    const byIpv6 = await liveInGap(`fetch('http://[2001:db8::1]/').catch(() => undefined)`);
    expect(byIpv6.withoutRoute).toBeGreaterThan(0);
  },
  540_000,
);
