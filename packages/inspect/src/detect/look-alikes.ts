/**
 * Signs that pass for another to the eye. Each string is one class, folded to its first sign; from knowledge of how word
 * filters are dodged, no standard lists them.
 */
export const lookAlikeClasses: readonly string[] = (
  '人入亻 日曰 己已巳 未末 土士 干千于 戊戌戍 大太犬 力カ刀 ' +
  '口囗ロ 二ニ 三ミ 工エ 八ハ 夕タ 卜ト 一ー㇐ 天夭 王玉 ' +
  '由甲申 目且 木朩 机杌札朹 密宻蜜宓 秘泌祕 绝绔 军車 弹禅 ' +
  '枪抢 核骇 导寻 舰般 炮泡 部陪 队认 油汕 井丼 坐座 情请 ' +
  '侦贞 间问闻 谍碟 拨拔 帅师 侯候 暂哲 辨辩辫 微徽 茶荼 折拆 ' +
  '崇祟'
).split(' ');

/** Letters of other scripts that look like Latin ones, in pairs: the letter, then the Latin one (Unicode TR 39, a part). */
export const foreignLetters =
  'аaеeоoрpсcуyхxіiјjѕsԁdһhАAВBЕEКKМMНHОOРPСCТTХXІIЈJЅSΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXαaοoνvρpιi';

/** Radicals and strokes that stand for a character, in pairs: the radical, then the character (Unicode EquivalentUnifiedIdeograph, a part; NFKC folds the Kangxi block itself). */
export const radicalPairs =
  '⺀冫⺁厂⺄乙⺅亻⺆冂⺇几⺈刀⺉刂⺊卜⺋卩⺌小⺍小⺎尢⺒巳⺓幺⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺝月⺟母⺠民⺡氵⺢水⺣灬⺤爪⺥爪⺦丬⺨犭⺩王⺫目⺬示⺭礻⺮竹⺯糸⺰纟⺲网⺶羊⺸羊⺹老⺼月⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃西⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑长⻒长⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟食⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻰龙⻱龟⻲龟⻳龟㇐一㇑丨';

/** Two signs written for the one they make up: the two, then the one. A result may take part in the next join. */
export const splitTriples: readonly string[] = (
  '木几机 糸色绝 纟色绝 禾必秘 示必秘 礻必秘 宀必宓 宓山密 木亥核 弓单弹 立口咅 咅阝部 阝人队 木仓枪 火包炮 口古咕 ' +
  '冖车军 巳寸导 舟见舰 冂人内 林示禁 木卬柳 石皮破 火暴爆 火乍炸 车专转 车仑轮 舟亢航 舟白舶 木又权 木交校 木各格 ' +
  '木目相 木寸村 木才材 木木林 林木森 木示标 木区枢 木当档 木反板 木支枝 木公松 木直植 木黄横 木羊样 木午杵 木子李 ' +
  '女子好 女且姐 女马妈 女也她 女口如 日月明 日寸时 日青晴 日央映 日音暗 日免晚 月半胖 月生胜 月土肚 石少砂 石广矿 ' +
  '石更硬 火丁灯 火登燈 火少炒 火仑抡 土也地 土成城 土里埋 土亢坑 土平坪 土才在 土竟境 土方坊 山石岩 山夕岁 山今岑 ' +
  '弓长张 弓虽强 弓引弘 口合哈 口马吗 口鸟鸣 口乞吃 口斤听 口少吵 口欠吹 口门问 门口问 门日间 门耳闻 门人闪 ' +
  '田力男 田心思 今心念 亡心忘 自心息 相心想 米分粉 米青精 米良粮 禾口和 禾火秋 禾中种 禾斗科 禾呈程 禾多移 禾兑税 ' +
  '立青靖 立占站 立里童 立日音 音心意 言寸讨 讠寸讨 讠十计 讠川训 讠己记 讠正证 讠周调 讠平评 讠方访 讠义议 讠吾语 ' +
  '讠式试 讠炎谈 讠上让 讠青请 讠射谢 氵由油 氵每海 氵工江 氵可河 氵胡湖 氵气汽 氵军浑 氵去法 氵台治 氵主注 氵羊洋 ' +
  '亻本体 亻言信 亻门们 亻也他 亻壬任 亻呆保 亻专传 亻用佣 亻吏使 亻乍作 亻立位 亻直值 亻贞侦 亻更便 钅失铁 钅同铜 ' +
  '钅由铀 钅呆锞 钅十针 钅令铃 扌丁打 扌支技 扌安按 扌旨指 扌受授 扌采採 扌空控 扌少抄 扌巴把 忄青情 忄夬快 ' +
  '王见现 王里理 王求球 王不环 贝才财 贝反贩 贝者赌 贝曾赠 足各路 足包跑 车两辆 马也驰 马主驻 鱼占鲇 又见观 ' +
  '夕卜外 夕口名 正攵政 方攵放 古攵故 交攵效 古月胡 其月期 其页颁 页川顺 十口古 八刀分 八厶公 力口加 工力功 ' +
  '且力助 免力勉 云力动 重力動 西早覃 束力勅 白勺的 白水泉 此木柴 原页愿 豆页头 不正歪 不用甭 小大尖 四贝买 士买卖'
).split(' ');
