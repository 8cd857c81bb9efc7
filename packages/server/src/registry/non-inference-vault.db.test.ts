// BEY-4, CAR-11, CLS-5
import { openFile, runQuery } from '@fengni/kernel/command/run-query';
import { runCommand } from '@fengni/kernel/command/run';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createVaultHouse } from '../modules/vault/testing/vault-house.ts';
import {
  comparePairs,
  createIds,
  expectAlike,
  expectAnswersAlike,
  idStream,
  withHouses,
} from './two-houses.ts';

/**
 * Electronic copies of carriers the observer only handles, or knows nothing of, and other people's uploads: two houses that
 * differ in their names, words, pages and near copies answer him alike, in as many statements.
 */
const unknownId = '11111111-2222-4333-8444-555555555555';
const words = fc.constantFrom('第三车间的离心机', '南线的管廊改造', '关于年度检修的安排');
const common =
  '各单位须在四月底前完成检修，检修期间的产量由邻近单位调剂，调剂数额另行下达，任何单位不得擅自对外说明。';
const Hidden = fc.record({
  handledText: words,
  handledName: fc.constantFrom('甲.txt', '乙方案.txt', '很长的文件名称.txt'),
  far: fc.array(words, { maxLength: 2 }),
  foreignUploads: fc.integer({ min: 0, max: 2 }),
});
type HiddenPart = typeof Hidden extends fc.Arbitrary<infer Value> ? Value : never;

async function buildHouse(hidden: HiddenPart) {
  const ids = createIds();
  const house = await createVaultHouse({ newId: ids.newId });
  const { w } = house;
  // the officer handles everything in the north and is in no scope
  const handler = await house.person('丙一', 3);
  await w.hold(handler.id, 'officer', 'north');
  const farClerk = await house.person('丙二', 3, 'south');
  await w.hold(farClerk.id, 'document-clerk', 'south');
  const known = await house.keep({ text: `共同知悉。${common}`, knowers: [handler.id] });
  // the same length in both, since size is a fact of who handles
  const padded = `${hidden.handledText}${common}`.padEnd(120, '。');
  ids.conceal();
  const handled = await house.keep({ text: padded, name: hidden.handledName });
  const far = await w.done(house.officer, 'register.open', {
    unitId: w.units.south.id,
    kind: 'carrier',
    name: '南方',
  });
  const farIds: string[] = [];
  for (const text of hidden.far) {
    const made = await house.keep({
      text: `${text}${common}`,
      session: farClerk.session,
      registerId: String(far['registerId']),
    });
    farIds.push(made.carrierId, made.copyId, made.uploadId);
  }
  for (let i = 0; i < hidden.foreignUploads; i += 1) {
    await w.done(farClerk.session, 'vault.beginUpload', { size: 10, name: `${i}.txt` });
  }
  // how often an examination says how far it is, and takes an id for it, is the machine's affair
  ids.use('own');
  // what he uploads himself is close to all of them
  const uploadId = await house.upload(handler.session, '自己的.txt', `自己的。${common}`);
  return { ...house, world: w, handler, known, handled, farIds, uploadId };
}
type House = Awaited<ReturnType<typeof buildHouse>>;

function inputsOf(a: House, b: House): unknown[] {
  const far = [...a.farIds, ...b.farIds].slice(0, 6);
  const ids = [a.known.carrierId, a.known.copyId, a.known.uploadId, a.uploadId, ...far, unknownId];
  return [
    {},
    ...ids.flatMap((id) => [
      { carrierId: id },
      { copyId: id },
      { copyId: id, page: 1 },
      { uploadId: id },
      { releaseId: id },
    ]),
    ...['离心机', '管廊改造', '年度检修', '检修', '共同知悉', '说明'].flatMap((text) => [
      { words: text },
      { words: text, limit: 1 },
    ]),
  ];
}

async function compare(houses: readonly [House, House]): Promise<void> {
  await expectAnswersAlike({
    registry: houses[0].kernel.registry,
    houses,
    observer: 'handler',
    sessionOf: (house) => house.handler.session,
    inputs: inputsOf(...houses),
    concerning: /^vault\./,
  });
}

/** What is handled and not known: its ids differ between the houses, so each is asked for its own. */
async function compareHandled(houses: readonly [House, House]): Promise<void> {
  for (const name of ['vault.copies', 'vault.openings', 'vault.pages'] as const) {
    await expectAlike(houses, `asks ${name} of what he handles`, async (house, kernel) => {
      const input =
        name === 'vault.pages' ? { copyId: house.handled.copyId } : { carrierId: house.handled.carrierId };
      const told = await runQuery(kernel, { name, input, sessionHash: house.handler.session, terminal: 't' });
      return JSON.stringify(told).replaceAll(house.handled.copyId, 'copy');
    });
  }
  await expectAlike(houses, 'opens a page of what he handles', (house, kernel) =>
    openFile(kernel, {
      name: 'vault.page',
      input: { copyId: house.handled.copyId, page: 1 },
      sessionHash: house.handler.session,
      terminal: 't',
    }),
  );
  await expectAlike(houses, 'asks to print what he handles', (house, kernel) =>
    runCommand(kernel, {
      name: 'vault.print',
      commandId: idStream('command')(),
      input: { copyId: house.handled.copyId, reason: '试探' },
      sessionHash: house.handler.session,
      terminal: 't',
    }).then(({ kind }) => kind),
  );
}

test('what lies in the vault out of sight changes no answer', () =>
  comparePairs({
    hidden: Hidden,
    build: buildHouse,
    pairs: 2,
    compare: async (houses) => {
      await compare(houses);
      await compareHandled(houses);
    },
  }));

test('the comparison would notice: words in sight that differ are found', async () => {
  const same = { handledText: '南线的管廊改造', handledName: '甲.txt', far: [], foreignUploads: 0 } as const;
  await withHouses(
    [() => buildHouse({ ...same, far: [] }), () => buildHouse({ ...same, far: [] })],
    async (houses) => {
      await houses[1].keep({ text: '第三车间的离心机', knowers: [houses[1].handler.id] });
      await expect(compare(houses)).rejects.toThrow(/vault/);
    },
  );
});
