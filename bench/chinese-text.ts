/** Chance that can be repeated: mulberry32, 0 to 1. */
export function makeChance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const split = (words: string): readonly string[] => words.split(' ');

const subjects = split(
  '本单位 各部门 项目组 有关单位 承制单位 主管部门 试验队 调查组 评审专家组 总体室 设计师系统 质量部门 财务处 人事处 各分公司 驻厂代表 保障分队 科研处 技术委员会 信息中心 档案室 基建办 采购中心 各承研单位 领导小组 工作专班 值班室 监理方 研究所 指挥部',
);
const verbs = split(
  '组织 开展 完成 推进 落实 制定 修订 检查 评估 论证 研制 调整 部署 实施 验收 加强 改进 优化 审查 编制 建立 健全 掌握 核实 汇总 分析 测试 安装 调试 更换 维护 采购 运输 储存 移交 登记 清点 培训 选拔 考核 监督 协调 配合 支持 保障 承担 申请 批准 通报 上报',
);
const adverbs = split(
  '按期 及时 认真 全面 逐项 分阶段 统一 重点 进一步 严格 有序 同步 提前 持续 集中 分批 联合 独立 依规 抓紧',
);
const objects = split(
  '工作方案 技术指标 试验大纲 年度计划 经费预算 设备清单 人员名册 测试报告 质量问题 安全隐患 管理制度 操作规程 保障条件 关键技术 配套设施 物资储备 演练科目 接口协议 数据资料 整改措施 验收标准 运行状态 进度节点 责任分工 应急预案 外场试验 联调联试 定型审查 可靠性 使用维护 供应渠道 库存情况 线路改造 机房建设 系统升级 软件版本 参数设置 故障归零 备件供应 合同履约',
);
const places = split(
  '一号厂房 东部试验场 西北基地 南区仓库 三号码头 北郊机房 新建实验楼 海上平台 高原站点 中心机房 地下工程 二期场地 某某方向 沿线各站 备用阵地',
);
const links = split(
  '同时 此外 目前 下一步 据此 会后 其中 截至目前 对此 从试验情况看 经研究 按照要求 为此 根据安排 在此基础上',
);
const results = split(
  '基本达到要求 仍有较大差距 已经全部完成 预计年底前结束 需要追加投入 未发现异常 比上年有所增长 尚在论证之中 存在一定风险 具备开工条件 超过原定指标 须报上级批准 已按程序终止 与设计值相符 低于预期水平',
);
/** Characters that technical words of a document are made of. */
const syllables = Array.from(
  '电磁波束频谱雷达导航制冷液压燃烧推进剂材料合金陶瓷纤维涂层焊接铸造轴承齿轮密封阀门管路泵站储罐传感器件芯片封装基板晶圆光刻激光红外紫外探测成像滤镜透镜干涉相位时钟同步编码解调信道链路网关路由终端平台载荷姿态轨道弹道气动热防护结构强度振动冲击疲劳腐蚀裂纹检漏标定校准精度误差滤波融合识别跟踪定位授时遥测遥控指令存储备份容错冗余电池充电逆变整流变压绝缘接地屏蔽',
);

/** What many documents have word for word. */
const boilerplate = [
  '各单位要高度重视，加强组织领导，明确责任人员和完成时限，确保各项任务按时保质完成。',
  '以上意见如无不妥，请批转各有关单位遵照执行，执行中的重大问题请及时报告。',
  '现将有关情况报告如下，请予审阅，并请对下一阶段工作提出指导意见。',
  '会议强调，要坚持问题导向和目标导向，统筹发展和安全，把各项部署落到实处、见到实效。',
  '本文件仅限内部使用，未经批准不得复制、转发和对外提供，用后按规定清退或者销毁。',
  '要严格遵守保密纪律，做到不该说的不说、不该问的不问、不该看的不看、不该带的不带。',
  '各级领导干部要以身作则、率先垂范，切实把思想和行动统一到上级的决策部署上来。',
  '请各单位于本月底前将贯彻落实情况以书面形式报送办公室，逾期未报的予以通报。',
  '为深入贯彻落实上级有关文件精神，进一步规范管理、提高效率，结合本单位实际，制定本方案。',
  '要建立健全长效机制，举一反三，堵塞漏洞，坚决防止类似问题再次发生。',
  '联系人及联系电话见附件，未尽事宜由办公室负责解释，自印发之日起执行。',
  '坚持党的领导，坚持以人民为中心，坚持系统观念，坚持守正创新，奋力开创工作新局面。',
];

export interface GeneratedDocument {
  /** Paragraphs of its own, 130 to 330 characters each. */
  paragraphs: readonly string[];
  /** With a head, and with boilerplate between as official documents have it. */
  text: string;
}

/**
 * Documents of official Chinese from a seed: sentence patterns over common words (shared by all), technical words and
 * numbers of each document's own, and sentences that many have word for word, the commonest in a third of all.
 */
export function makeDocument(seed: number, paragraphCount = 4): GeneratedDocument {
  const chance = makeChance(Math.imul(seed + 1, 0x9e3779b1));
  const pick = <T>(list: readonly T[]): T => {
    const found = list[Math.floor(chance() * list.length)];
    if (found === undefined) throw new RangeError('an empty list');
    return found;
  };
  const number = (below: number): string => String(1 + Math.floor(chance() * below));
  const term = (): string =>
    Array.from({ length: 2 + Math.floor(chance() * 3) }, () => pick(syllables)).join('');
  const terms = Array.from({ length: 24 }, term);
  const patterns: readonly (() => string)[] = [
    () => `${pick(subjects)}${pick(adverbs)}${pick(verbs)}${pick(terms)}${pick(objects)}`,
    () => `${pick(places)}的${pick(terms)}${pick(objects)}${pick(results)}`,
    () =>
      `${pick(terms)}${pick(['压力', '温度', '功率', '重量', '数量', '频率'])}为${number(900)}${pick(['兆帕', '摄氏度', '千瓦', '公斤', '套', '赫兹'])}`,
    () => `${number(12)}月${number(28)}日，${pick(subjects)}在${pick(places)}${pick(verbs)}${pick(terms)}`,
    () =>
      `${pick(links)}，由${pick(subjects)}${pick(verbs)}${pick(objects)}，${pick(subjects)}${pick(verbs)}${pick(terms)}${pick(objects)}`,
    () => `将${pick(terms)}与${pick(terms)}${pick(adverbs)}${pick(verbs)}，${pick(results)}`,
    () => `${pick(subjects)}${pick(verbs)}${pick(objects)}的工作${pick(results)}`,
  ];
  const paragraph = (): string => {
    const sentences = Array.from({ length: 7 + Math.floor(chance() * 5) }, () => pick(patterns)());
    return `${sentences
      .map((sentence, i) => sentence + (i % 2 === 1 ? '。' : '，'))
      .join('')
      .slice(0, -1)}。`;
  };
  const shared = (): string => boilerplate[Math.floor(chance() ** 2 * boilerplate.length)] ?? '';
  const paragraphs = Array.from({ length: paragraphCount }, paragraph);
  const head = `关于${pick(terms)}${pick(objects)}有关情况的${pick(['报告', '通知', '请示', '函'])}\n`;
  const body = paragraphs.flatMap((own) => (chance() < 0.5 ? [shared(), own] : [own]));
  return { paragraphs, text: `${head}${[...body, shared()].join('\n')}\n` };
}

/** The text with each tenth character another. */
export function changeEveryTenth(text: string, chance: () => number): string {
  return Array.from(text, (char, i) =>
    i % 10 === 9 ? (syllables[Math.floor(chance() * syllables.length)] ?? char) : char,
  ).join('');
}
