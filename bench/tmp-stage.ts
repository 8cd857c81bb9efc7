import { withStage } from './stage.ts';
import { makeSight, addCarriers } from './data.ts';
import { existsSync, writeFileSync } from 'node:fs';
await withStage(async (s) => {
  const sight = await makeSight(s);
  writeFileSync(
    '/tmp/bench-stage.json',
    JSON.stringify({ owner: s.database.ownerConfig, runtime: s.database.runtimeConfig, sight }),
  );
  let b = performance.now();
  for (const [from, to] of [
    [1, 100000],
    [100001, 300000],
    [300001, 500000],
    [500001, 700000],
    [700001, 1000000],
  ]) {
    await addCarriers(s, sight, { from: from!, to: to! });
    console.log(to, (performance.now() - b) | 0);
  }
  while (!existsSync('/tmp/bench-stop')) await new Promise((r) => setTimeout(r, 1000));
});
