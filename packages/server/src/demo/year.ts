import { z } from 'zod';
import { CarrierPage } from '../modules/carriers/contract.ts';
import { issuers, places, subjects } from './cast.ts';
import { type DemoHouse, playerOf } from './house.ts';
import type { Player, Stage } from './stage.ts';

const day = 86_400_000;
const Made = z.object({
  carrierId: z.string(),
  number: z.string(),
  copies: z.array(z.object({ copyId: z.string(), copyNo: z.string(), code: z.string() })).default([]),
});
const Opened = z.object({ registerId: z.string() });
const Ids = z.record(z.string(), z.unknown());

interface Scene {
  readonly at: number;
  readonly play: () => Promise<void>;
}
interface Kept {
  readonly carrierId: string;
  readonly number: string;
  readonly copyIds: readonly string[];
  readonly level: string;
  readonly readers: readonly string[];
  readonly at: number;
}

function isStateSecret(kept: Kept): boolean {
  return kept.level.endsWith('MI');
}

/** A year of carriers: each is planned as scenes on its days, and all scenes are played in the order of time. */
export class Year {
  readonly #stage: Stage;
  readonly #house: DemoHouse;
  readonly #scenes: Scene[] = [];
  readonly #kept: Kept[] = [];
  readonly #leavers = new Set<string>();
  readonly #today: number;
  #general = '';
  #cipher = '';
  #bags = '';
  #oil = '';

  constructor(stage: Stage, house: DemoHouse, today: Date) {
    this.#stage = stage;
    this.#house = house;
    this.#today = today.getTime();
  }

  #player(login: string): Player {
    return playerOf(this.#house, login);
  }

  #person(name: string): string {
    return this.#house.people.get(name)?.id ?? '';
  }

  /** Days before today, at an hour of the house's morning. */
  #daysAgo(days: number, hour = 9): number {
    return this.#today - days * day + (hour - 9) * 3_600_000 + Math.floor(this.#stage.chance() * 3_000_000);
  }

  #plan(at: number, play: () => Promise<void>): void {
    if (at < this.#today) this.#scenes.push({ at, play });
  }

  /** Somebody who leaves within the year reads nothing of it. */
  keepOut(personId: string): void {
    this.#leavers.add(personId);
  }

  /** Adds a scene of another part of the house, so many days before today. */
  add(daysBefore: number, play: () => Promise<void>): void {
    this.#plan(this.#daysAgo(daysBefore), play);
  }

  async play(onProgress: (done: number, all: number) => void): Promise<void> {
    await this.#openRegisters();
    for (let i = 0; i < 300; i += 1) this.#planCarrier(360 - Math.floor(i * 1.2));
    for (let i = 0; i < 24; i += 1) this.#planCarrier(18 - Math.floor(i * 0.7));
    this.#planTelegrams();
    this.#planBags();
    this.#planEnterprise();
    this.#planHouseKeeping();
    let played = 0;
    while (this.#scenes.length > 0) {
      const next = this.#scenes.reduce(
        (first, scene, i, all) => (scene.at < (all[first]?.at ?? Infinity) ? i : first),
        0,
      );
      const [scene] = this.#scenes.splice(next, 1);
      if (scene === undefined) break;
      this.#stage.turnTo(new Date(scene.at));
      await scene.play();
      played += 1;
      if (played % 100 === 0) onProgress(played, played + this.#scenes.length);
    }
    await this.#leaveOpenThings();
    await this.#setHouseRules();
  }

  async #openRegisters(): Promise<void> {
    const officer = this.#player('jiayi');
    const unitId = this.#house.units.get('机要保密局');
    const open = async (player: Player, more: Record<string, unknown>) =>
      Opened.parse(await this.#stage.done(player, 'register.open', { unitId, ...more })).registerId;
    this.#general = await open(officer, { kind: 'carrier', name: '县机要室涉密文件台账' });
    this.#cipher = await open(officer, { kind: 'cipher', name: '密码电报台账' });
    this.#bags = await open(officer, { kind: 'paper-bag', name: '废旧文件报刊台账' });
    this.#oil = await open(this.#player('xinyi'), {
      unitId: this.#house.units.get('示范油田'),
      kind: 'carrier',
      name: '示范油田涉密与商密载体台账',
      numberPattern: '油{year}-{seq:4}',
    });
  }

  /** What this bureau asks of itself beside the law. */
  async #setHouseRules(): Promise<void> {
    const officer = this.#player('jiayi');
    const unitId = this.#house.units.get('机要保密局');
    const rules = [
      {
        title: '保密工作例会',
        basis: '县保密委〔2026〕3号',
        owes: 'officer',
        months: [3, 6, 9, 12],
        monthDay: 25,
      },
      {
        title: '检查碎纸机、保密柜和门禁',
        owes: 'document-clerk',
        months: Array.from({ length: 12 }, (_, i) => i + 1),
        monthDay: 31,
      },
    ];
    for (const rule of rules) await this.#stage.done(officer, 'calendar.addRule', { unitId, ...rule });
  }

  #mark() {
    const roll = this.#stage.chance();
    const years = (from: readonly number[]) => ({ kind: 'duration', years: this.#stage.pick(from) });
    if (roll < 0.06) return { scheme: 'cn-state-secret', level: 'JUEMI', validity: years([20, 30]) };
    if (roll < 0.4) return { scheme: 'cn-state-secret', level: 'JIMI', validity: years([5, 10, 20]) };
    if (roll < 0.8) return { scheme: 'cn-state-secret', level: 'MIMI', validity: years([1, 3, 5, 10]) };
    if (roll < 0.92) return { scheme: 'cn-work-secret', level: 'WORK', validity: { kind: 'unstated' } };
    return { scheme: 'internal', level: 'INTERNAL', validity: { kind: 'unstated' } };
  }

  #readersFor(level: string): string[] {
    const rank = level === 'JUEMI' ? 3 : level === 'JIMI' ? 2 : 1;
    const able = [...this.#house.people.values()]
      .filter((one) => one.rank >= rank && !this.#leavers.has(one.id))
      .map((one) => one.id);
    return this.#stage.pickSome(able, 2 + Math.floor(this.#stage.chance() * 4));
  }

  #planCarrier(daysBefore: number): void {
    const at = this.#daysAgo(daysBefore);
    this.#plan(at, async () => {
      const kept = await this.#register();
      const roll = this.#stage.chance();
      if (roll < 0.45) this.#planCirculation(kept);
      else if (roll < 0.62) this.#planLoan(kept);
      else if (roll < 0.7) this.#planSending(kept);
      else this.#planStay(kept);
    });
  }

  async #register(): Promise<Kept> {
    const stage = this.#stage;
    const mark = this.#mark();
    const readers = this.#readersFor(mark.level);
    const issuer = stage.pick(issuers);
    const issuedOn = new Date(stage.now.getTime() - Math.floor(stage.chance() * 12) * day)
      .toISOString()
      .slice(0, 10);
    const title = `${stage.now.getUTCFullYear()}年${stage.pick(subjects)}`;
    const scope = {
      personIds: [
        ...new Set([
          ...readers,
          this.#person('甲一'),
          this.#person('乙一'),
          this.#person('丁一'),
          ...(stage.chance() < 0.4 ? [this.#person('庚一')] : []),
        ]),
      ],
      postIds: [],
    };
    const fields = {
      registerId: this.#general,
      medium: stage.pick(['paper', 'paper', 'paper', 'paper', 'disc', 'drawing'] as const),
      mark,
      issuedOn,
      title,
      documentNo: `${issuer === '示范县' ? '示' : '省示'}密〔${stage.now.getUTCFullYear()}〕${1 + Math.floor(stage.chance() * 90)}号`,
      originator: issuer,
      pages: 2 + Math.floor(stage.chance() * 60),
      scope,
    };
    const clerk = this.#player('jiaer');
    if (issuer === '示范县') return this.#draftAndMake(fields, readers);
    const copies = 1 + Math.floor(stage.chance() * 3);
    const made = Made.parse(
      await stage.done(clerk, 'carrier.register', {
        ...fields,
        origin: 'received',
        copies,
        place: stage.pick(places),
        mustReturn: stage.chance() < 0.06,
      }),
    );
    const kept = {
      carrierId: made.carrierId,
      number: made.number,
      copyIds: made.copies.map((copy) => copy.copyId),
      level: mark.level,
      readers,
      at: stage.now.getTime(),
    };
    this.#kept.push(kept);
    return kept;
  }

  async #draftAndMake(
    fields: Record<string, unknown> & { mark: { level: string } },
    readers: string[],
  ): Promise<Kept> {
    const clerk = this.#player('jiaer');
    const draft = Ids.parse(await this.#stage.done(clerk, 'carrier.draft', fields));
    const order = Ids.parse(
      await this.#stage.done(clerk, 'carrier.finishDraft', { carrierId: draft['carrierId'], copies: 3 }),
    );
    const made = await this.#stage.done(clerk, 'carrier.makeCopies', {
      makingId: order['makingId'],
      printer: '机要文印室1号机',
      place: '机要文印室',
      operatorId: clerk.personId,
      spoiled: Math.floor(this.#stage.chance() * 6),
      waste: 'destroyed',
      wasteWitnessId: this.#person('甲一'),
      store: this.#stage.pick(places),
    });
    const parsed = Made.parse({ ...draft, ...made });
    const kept = {
      carrierId: parsed.carrierId,
      number: parsed.number,
      copyIds: parsed.copies.map((copy) => copy.copyId),
      level: fields.mark.level,
      readers,
      at: this.#stage.now.getTime(),
    };
    this.#kept.push(kept);
    return kept;
  }

  /** Two days a reader; some of the last weeks run late, so that there is something to chase. */
  #planCirculation(kept: Kept): void {
    const clerk = this.#player('jiaer');
    const copyId = kept.copyIds[0] ?? '';
    this.#plan(kept.at + day, async () => {
      await this.#stage.done(clerk, 'circulation.start', {
        copyId,
        readerIds: kept.readers,
        urgent: this.#stage.chance() < 0.15,
      });
      const page = await this.#stage.query(clerk, 'carrier.open', { carrierId: kept.carrierId }, CarrierPage);
      const slip = page.copyViews.find((copy) => copy.id === copyId)?.circulation;
      const readers = slip?.readers ?? [];
      let at = this.#stage.now.getTime() + 3_600_000;
      for (const reader of readers) {
        this.#plan(
          at,
          async () => void (await this.#stage.done(clerk, 'circulation.pass', { readerId: reader.id })),
        );
        at += (0.6 + this.#stage.chance() * (this.#stage.chance() < 0.12 ? 5 : 1.6) + this.#delay(at)) * day;
      }
      const last = readers.at(-1);
      this.#plan(at, async () => {
        await this.#stage.done(clerk, 'circulation.takeBack', {
          readerId: last?.id,
          place: this.#stage.pick(places),
        });
        await this.#stage.done(clerk, 'circulation.close', { circulationId: slip?.id });
      });
      this.#planEnd(kept, at + (20 + this.#stage.chance() * 60) * day);
    });
  }

  /** Days more in the last weeks: there is always something late to chase. */
  #delay(at: number): number {
    return this.#today - at < 20 * day && this.#stage.chance() < 0.5 ? 12 : 0;
  }

  #planLoan(kept: Kept): void {
    const player = this.#player('gengyi');
    const copyId = kept.copyIds[0] ?? '';
    this.#plan(kept.at + 3 * day, async () => {
      if (kept.level === 'JUEMI') return;
      await this.#letKnow(kept, player);
      const days = 2 + Math.floor(this.#stage.chance() * 6);
      const dueOn = new Date(this.#stage.now.getTime() + days * day + 8 * 3_600_000)
        .toISOString()
        .slice(0, 10);
      const asked = await this.#stage.run(player, 'loan.borrow', {
        copyId,
        dueOn,
        reason: this.#stage.pick(['编制方案核对', '审计需要', '起草报告引用']),
      });
      if (asked.kind !== 'parked') return;
      this.#plan(this.#stage.now.getTime() + 0.3 * day, async () => {
        if (this.#stage.chance() < 0.1) {
          await this.#stage.decide(
            this.#player('bingyi'),
            asked.approvalId,
            'refuse',
            '可到机要室查阅，不必借出',
          );
          return;
        }
        await this.#stage.decide(this.#player('bingyi'), asked.approvalId);
        await this.#handOutAndReturn(kept, copyId, days);
      });
    });
  }

  async #letKnow(kept: Kept, player: Player): Promise<void> {
    const clerk = this.#player('jiaer');
    const asked = await this.#stage.run(clerk, 'carrier.widenScope', {
      carrierId: kept.carrierId,
      add: { personIds: [player.personId] },
      reason: '工作需要',
    });
    if (asked.kind === 'parked')
      await this.#stage.run(this.#player('yiyi'), 'approval.decide', {
        approvalId: asked.approvalId,
        verdict: 'consent',
        openedAt: this.#stage.now.toISOString(),
      });
  }

  async #handOutAndReturn(kept: Kept, copyId: string, days: number): Promise<void> {
    const clerk = this.#player('jiaer');
    const page = await this.#stage.query(clerk, 'carrier.open', { carrierId: kept.carrierId }, CarrierPage);
    const loanId = page.copyViews.find((copy) => copy.id === copyId)?.loan?.id;
    if (loanId === undefined) return;
    await this.#stage.done(clerk, 'loan.handOut', { loanId });
    const at =
      this.#stage.now.getTime() +
      (days + (this.#stage.chance() < 0.2 ? 4 : -0.5) + this.#delay(this.#stage.now.getTime())) * day;
    this.#plan(
      at,
      async () =>
        void (await this.#stage.done(clerk, 'loan.takeBack', { loanId, place: this.#stage.pick(places) })),
    );
    this.#planEnd(kept, at + 40 * day);
  }

  #planSending(kept: Kept): void {
    const clerk = this.#player('jiaer');
    const copyId = kept.copyIds.at(-1) ?? '';
    // what bears no state secret goes by other channels
    if (!isStateSecret(kept)) return;
    this.#plan(kept.at + 2 * day, async () => {
      const top = kept.level === 'JUEMI';
      const sent = Ids.parse(
        await this.#stage.done(clerk, 'delivery.send', {
          registerId: this.#general,
          copyIds: [copyId],
          counterpart: this.#stage.pick(['市示范局', '省示范厅', '邻县机要局']),
          channel: 'messenger',
          sealNo: `F${Math.floor(this.#stage.chance() * 90_000 + 10_000)}`,
          escortIds: top ? [this.#person('甲一'), this.#person('甲二')] : [],
        }),
      );
      if (this.#stage.chance() < 0.15) return;
      this.#plan(this.#stage.now.getTime() + 2.5 * day, async () => {
        await this.#stage.done(clerk, 'delivery.confirm', {
          deliveryId: sent['deliveryId'],
          receiptSigner: '对方收发员',
          arrivedCopyIds: [copyId],
        });
      });
    });
  }

  #planStay(kept: Kept): void {
    this.#planEnd(kept, kept.at + (60 + this.#stage.chance() * 120) * day);
  }

  /** After their use some go to the archive; the rest wait for the next destruction list. */
  #planEnd(kept: Kept, at: number): void {
    if (this.#stage.chance() > 0.25) return;
    this.#plan(at, async () => {
      await this.#stage.run(this.#player('jiaer'), 'archive.store', {
        copyIds: [kept.copyIds[0]],
        place: '档案馆涉密库',
      });
    });
  }

  #planTelegrams(): void {
    for (let i = 0; i < 14; i += 1) {
      this.#plan(this.#daysAgo(330 - i * 24), async () => {
        await this.#stage.done(this.#player('jiasan'), 'carrier.register', {
          registerId: this.#cipher,
          medium: 'telegram',
          mark: {
            scheme: 'cn-state-secret',
            level: i % 3 === 0 ? 'JUEMI' : 'JIMI',
            validity: { kind: 'duration', years: 10 },
          },
          issuedOn: this.#stage.now.toISOString().slice(0, 10),
          title: `${this.#stage.pick(subjects)}的电报`,
          originator: '省示范厅',
          pages: 2,
          copies: 1,
          place: '机要室密电柜',
          mustReturn: true,
          urgency: 'urgent',
          scope: { personIds: [this.#person('乙一')], postIds: [] },
        });
      });
    }
  }

  #planBags(): void {
    for (let i = 0; i < 16; i += 1) {
      this.#plan(this.#daysAgo(320 - i * 20, 15), async () => {
        await this.#stage.done(this.#player('jiaer'), 'bag.seal', {
          registerId: this.#bags,
          room: `${3 + (i % 5)}0${1 + (i % 8)}室`,
          kind: this.#stage.pick(['papers', 'newspapers', 'mixed']),
          weightGrams: 2_000 + Math.floor(this.#stage.chance() * 9_000),
          sealNo: `Z${1000 + i}`,
        });
      });
    }
  }

  #planEnterprise(): void {
    const officer = this.#player('xinyi');
    for (let i = 0; i < 22; i += 1) {
      this.#plan(this.#daysAgo(300 - i * 13, 10), async () => {
        const secret =
          i % 2 === 0
            ? {
                scheme: 'cn-soe-trade-secret',
                level: i % 4 === 0 ? 'CORE' : 'ORDINARY',
                validity: { kind: 'duration', years: 3 },
                owner: '示范油田',
              }
            : { scheme: 'cn-state-secret', level: 'MIMI', validity: { kind: 'duration', years: 5 } };
        await this.#stage.done(officer, 'carrier.register', {
          registerId: this.#oil,
          medium: 'paper',
          mark: secret,
          issuedOn: this.#stage.now.toISOString().slice(0, 10),
          title: this.#stage.pick([
            '储量评价报告',
            '采购策略',
            '压裂液配方',
            '井位坐标成果表',
            '年度经营计划',
          ]),
          originator: '示范油田',
          pages: 20,
          copies: 2,
          place: '油田机要柜',
        });
      });
    }
  }

  #planHouseKeeping(): void {
    for (const [daysBefore, finish] of [
      [250, true],
      [120, true],
      [24, false],
    ] as const) {
      this.#plan(this.#daysAgo(daysBefore, 14), () => this.#destroySome(finish));
    }
    this.#plan(this.#daysAgo(150, 10), () => this.#stocktake(1));
    this.#plan(this.#daysAgo(40, 10), () => this.#recallSome());
    this.#plan(this.#daysAgo(33, 10), () => this.#receiveBroken());
  }

  async #inStore(count: number): Promise<Kept[]> {
    const List = z.object({
      rows: z.array(z.object({ id: z.string(), copies: z.array(z.object({ state: z.string() })) })),
    });
    const list = await this.#stage.query(
      this.#player('jiaer'),
      'carrier.list',
      { registerId: this.#general, copyState: 'in-store', sort: 'number', descending: false, limit: 60 },
      List,
    );
    const free = list.rows
      .filter((row) => row.copies.every((copy) => copy.state === 'in-store'))
      .map((row) => row.id);
    return this.#kept.filter((one) => free.includes(one.carrierId)).slice(0, count);
  }

  async #beginList(point: string): Promise<{ listId: string; copies: number }> {
    const stage = this.#stage;
    const clerk = this.#player('jiaer');
    const plannedOn = new Date(stage.now.getTime() + 9 * day).toISOString().slice(0, 10);
    const made = Ids.parse(
      await stage.done(clerk, 'destruction.begin', {
        registerId: this.#general,
        point,
        method: 'pulping',
        plannedOn,
      }),
    );
    const listId = String(made['listId']);
    let copies = 0;
    for (const kept of await this.#inStore(9)) {
      const added = await stage.run(clerk, 'destruction.add', { listId, copyIds: kept.copyIds });
      if (added.kind === 'done') copies += kept.copyIds.length;
    }
    return { listId, copies };
  }

  async #destroySome(finish: boolean): Promise<void> {
    const stage = this.#stage;
    const clerk = this.#player('jiaer');
    const { listId, copies } = await this.#beginList('市国家秘密载体销毁中心');
    if (copies === 0) return;
    const witnessIds = [this.#person('戊一'), this.#person('甲一')];
    const approvalId = await stage.ask(clerk, 'destruction.submit', {
      listId,
      witnessIds,
      reason: '已阅办完毕，无保存价值',
    });
    await stage.decide(this.#player('bingyi'), approvalId);
    if (!finish) return;
    this.#plan(stage.now.getTime() + 2 * day, async () => {
      await stage.decide(this.#player('yiyi'), approvalId);
      this.#plan(stage.now.getTime() + 7 * day, async () => {
        await stage.done(this.#player('wuyi'), 'destruction.witness', { listId });
        await stage.done(this.#player('jiayi'), 'destruction.witness', { listId });
        await stage.done(clerk, 'destruction.complete', {
          listId,
          destroyedAt: stage.now.toISOString(),
          escorts: '甲二、丙一',
        });
      });
    });
  }

  async #stocktake(missing: number): Promise<void> {
    const stage = this.#stage;
    const inspector = this.#player('wuyi');
    const started = Ids.parse(
      await stage.done(inspector, 'stocktaking.start', { registerId: this.#general }),
    );
    const stocktakingId = String(started['stocktakingId']);
    const codes = await this.#codesInHouse();
    for (const code of codes.slice(missing))
      await stage.run(inspector, 'stocktaking.count', { stocktakingId, code });
    await stage.done(inspector, 'stocktaking.close', { stocktakingId });
  }

  async #codesInHouse(): Promise<string[]> {
    const clerk = this.#player('jiaer');
    const codes: string[] = [];
    for (const kept of this.#kept) {
      const page = await this.#stage.query(clerk, 'carrier.open', { carrierId: kept.carrierId }, CarrierPage);
      codes.push(
        ...page.copyViews
          .filter((copy) =>
            ['in-store', 'with-reader', 'on-loan', 'archived', 'for-destruction'].includes(copy.state),
          )
          .map((copy) => copy.code),
      );
    }
    return codes;
  }

  async #recallSome(): Promise<void> {
    const some = (await this.#inStore(60)).filter(isStateSecret).slice(-4);
    if (some.length === 0) return;
    const dueOn = new Date(this.#today + 6 * day).toISOString().slice(0, 10);
    const clerk = this.#player('jiaer');
    const made = Ids.parse(
      await this.#stage.done(clerk, 'recall.begin', {
        registerId: this.#general,
        issuer: '省示范厅',
        reference: '省示清〔2026〕4号',
        dueOn,
        carrierIds: some.map((one) => one.carrierId),
      }),
    );
    const first = some[0];
    if (first === undefined) return;
    const sent = Ids.parse(
      await this.#stage.done(clerk, 'delivery.send', {
        registerId: this.#general,
        copyIds: first.copyIds,
        counterpart: '省示范厅',
        channel: 'messenger',
        sealNo: 'F70001',
        escortIds: [this.#person('甲一'), this.#person('甲二')],
        recallId: made['recallId'],
      }),
    );
    await this.#stage.done(clerk, 'delivery.confirm', {
      deliveryId: sent['deliveryId'],
      receiptSigner: '省厅机要员',
      arrivedCopyIds: first.copyIds,
    });
  }

  async #receiveBroken(): Promise<void> {
    await this.#stage.done(this.#player('jiaer'), 'delivery.receive', {
      registerId: this.#general,
      counterpart: '市示范局',
      channel: 'messenger',
      sealNo: 'S55120',
      faults: ['seal-broken', 'short-count'],
      note: '封口撕裂约3厘米，随件清单写3份，实点2份，已电话告知发件单位。',
      statedCount: 3,
      countedCount: 2,
      place: '机要室1号柜',
      carriers: [
        {
          medium: 'paper',
          mark: { scheme: 'cn-state-secret', level: 'JIMI', validity: { kind: 'duration', years: 10 } },
          issuedOn: this.#stage.now.toISOString().slice(0, 10),
          title: '季度形势分析',
          documentNo: '市示密〔2026〕88号',
          originator: '市示范局',
          pages: 12,
          copyNos: ['07', '08'],
          scope: { personIds: [this.#person('甲一'), this.#person('乙一')], postIds: [] },
        },
      ],
    });
  }

  async #takeOutOne(kept: Kept | undefined): Promise<void> {
    if (kept === undefined) return;
    const clerk = this.#player('jiaer');
    const player = this.#player('gengyi');
    await this.#letKnow(kept, player);
    const dueOn = new Date(this.#today + day).toISOString().slice(0, 10);
    const approvalId = await this.#stage.ask(player, 'loan.takeOut', {
      copyId: kept.copyIds[0],
      dueOn,
      destination: '市示范局',
      companionIds: [this.#person('庚二')],
      reason: '现场汇报',
    });
    await this.#stage.decide(this.#player('yiyi'), approvalId);
    const page = await this.#stage.query(clerk, 'carrier.open', { carrierId: kept.carrierId }, CarrierPage);
    const loanId = page.copyViews.find((copy) => copy.id === kept.copyIds[0])?.loan?.id;
    await this.#stage.done(clerk, 'loan.handOut', { loanId });
  }

  /** What lies open today, so that every box and board has something in it. */
  async #leaveOpenThings(): Promise<void> {
    const stage = this.#stage;
    const clerk = this.#player('jiaer');
    stage.turnTo(new Date(this.#today - 2 * 3_600_000));
    const free = await this.#inStore(14);
    const [one, two, three, four, five] = free.toReversed();
    const newcomer = this.#person('庚二');
    if (one !== undefined)
      await stage.run(clerk, 'carrier.widenScope', {
        carrierId: one.carrierId,
        add: { personIds: [newcomer] },
        reason: '参与项目评审，需要掌握概算',
      });
    if (two !== undefined)
      await stage.run(clerk, 'carrier.duplicate', {
        carrierId: two.carrierId,
        copies: 2,
        reason: '设计院编制初步设计，需按概算分项核对',
      });
    if (three !== undefined) {
      await this.#letKnow(three, this.#player('gengyi'));
      const dueOn = new Date(this.#today + 3 * day).toISOString().slice(0, 10);
      await stage.run(this.#player('gengyi'), 'loan.borrow', {
        copyId: three.copyIds[0],
        dueOn,
        reason: '起草年度报告引用',
      });
    }
    await this.#takeOutOne(
      free.find((kept) => isStateSecret(kept) && kept !== four && kept.level !== 'JUEMI'),
    );
    if (four !== undefined)
      await stage.run(clerk, 'copy.reportMissing', {
        copyId: four.copyIds[0],
        note: '盘点未见，最后在机要室2号柜',
      });
    if (five !== undefined)
      await stage.run(clerk, 'carrier.extract', {
        carrierId: five.carrierId,
        title: '年度投资概算摘录',
        pages: 3,
        copies: 1,
        reason: '会议材料',
      });
    await this.#beginList('县机要保密局监销点');
    await stage.run(this.#player('wuyi'), 'stocktaking.start', { registerId: this.#oil });
    await stage.run(this.#player('jiayi'), 'clearout.open', {
      unitId: this.#house.units.get('机要保密局'),
      year: new Date(this.#today).getUTCFullYear(),
      dueOn: `${new Date(this.#today).getUTCFullYear()}-12-25`,
    });
    await stage.run(clerk, 'carrier.draft', {
      registerId: this.#general,
      medium: 'paper',
      mark: { scheme: 'cn-state-secret', level: 'MIMI', validity: { kind: 'duration', years: 3 } },
      issuedOn: null,
      title: '明年保密工作要点（草稿）',
      scope: { personIds: [this.#person('甲一'), this.#person('乙一')], postIds: [] },
    });
  }
}
