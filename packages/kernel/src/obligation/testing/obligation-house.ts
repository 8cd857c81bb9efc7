import { createRegistry } from '../../command/registry.ts';
import { createClockGuard } from '../../schedule/clock-guard.ts';
import { turnClockwork } from '../../schedule/clockwork.ts';
import { createTestDatabase } from '../../testkit/database.ts';
import { createWorld } from '../../testkit/world.ts';
import { createObligationModule } from '../obligation-module.ts';

/** A small house in which things are owed, and nothing else happens. */
export async function createObligationHouse() {
  const clock = { now: new Date('2026-03-02T04:00:00Z') };
  const database = await createTestDatabase();
  const obligation = createObligationModule({
    zone: 'Asia/Shanghai',
    subjectTitles: async () => new Map(),
    kinds: () => new Map(),
  });
  const w = await createWorld({ database, registry: createRegistry([obligation]), clock });
  const guard = () => createClockGuard(w.kernel, () => clock.now.getTime());
  return { clock, database, w, turn: () => turnClockwork(w.kernel, guard()) };
}
