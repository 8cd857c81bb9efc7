import { countyUnits, houseName } from './cast.ts';
import { type DemoHouse, playerOf } from './house.ts';
import type { Stage } from './stage.ts';
import type { Year } from './year.ts';

/** A list of the personnel system compared this week, a token for its nightly delivery, and a door control not switched on. */
export function planPersonnelSystem(
  year: Year,
  { stage, house }: { readonly stage: Stage; readonly house: DemoHouse },
): void {
  const personnel = playerOf(house, 'jiyi');
  const { system, security } = house.admin;
  year.add(4, async () => {
    const unitId = house.units.get(houseName);
    const [first, second] = countyUnits;
    await stage.done(personnel, 'personnelSystem.stageSheet', {
      unitId,
      whole: false,
      fileName: '人事系统在册名单.xlsx',
      people: [
        { staffNo: 'SF0901', name: '午一', unit: [first], posts: ['科员'] },
        { staffNo: 'SF0902', name: '午二', unit: [second], posts: ['科员'] },
        // somebody the house has under another name and in another unit
        { staffNo: 'SF0100', name: '午三', unit: [second] },
        { staffNo: 'SF0903', name: '未一', unit: [first, '数据管理股'], posts: ['工程师'] },
      ],
    });
    const expiresOn = new Date(stage.now.getTime() + 180 * 86_400_000).toISOString().slice(0, 10);
    const approvalId = await stage.ask(system, 'personnelToken.make', {
      name: '人事系统每日推送',
      unitId,
      expiresOn,
      addresses: ['10.20.0.0/24'],
      reason: '人员变动每日同步',
    });
    await stage.decide(security, approvalId);
    await stage.done(security, 'webhook.add', {
      name: '一号楼门禁',
      url: 'https://door.example/fengni',
      kinds: ['person.frozen', 'person.restored', 'person.left'],
      namesBy: 'staff-no',
    });
  });
}
