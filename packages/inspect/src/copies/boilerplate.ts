import type { ChaskeyKey } from './chaskey.ts';
import { hashGrams } from './fingerprint.ts';
import { tokenise } from './tokenise.ts';

/**
 * Phrases of official Chinese that say nothing about a source; an index of few documents cannot know that they are
 * common. Names of laws, of the state's organs and standing expressions, as they stand in published documents.
 */
const phrases = [
  '中华人民共和国国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要',
  '以习近平新时代中国特色社会主义思想为指导',
  '高举中国特色社会主义伟大旗帜',
  '坚持以马克思列宁主义、毛泽东思想、邓小平理论、“三个代表”重要思想、科学发展观、习近平新时代中国特色社会主义思想为指导',
  '全面贯彻落实党的十九大和十九届历次全会精神',
  '全面贯彻落实党的二十大和二十届二中、三中、四中全会精神',
  '深入学习贯彻习近平总书记重要讲话和重要指示批示精神',
  '深刻领悟“两个确立”的决定性意义，增强“四个意识”、坚定“四个自信”、做到“两个维护”',
  '统筹推进“五位一体”总体布局，协调推进“四个全面”战略布局',
  '坚持稳中求进工作总基调，完整、准确、全面贯彻新发展理念，加快构建新发展格局，着力推动高质量发展',
  '各省、自治区、直辖市人民政府，国务院各部委、各直属机构',
  '各省、自治区、直辖市党委和人民政府，中央和国家机关各部委，解放军各大单位，各人民团体',
  '现印发给你们，请结合实际认真贯彻执行',
  '经国务院同意，现印发给你们，请认真贯彻落实',
  '现将有关事项通知如下',
  '请遵照执行，执行中遇到的问题，请及时向我部反映',
  '请结合本地区、本部门、本单位实际，认真抓好贯彻落实',
  '各地区各部门要结合实际认真贯彻落实',
  '为进一步加强和规范，根据有关法律法规和规定，结合工作实际，制定本办法',
  '根据《中华人民共和国保守国家秘密法》《中华人民共和国保守国家秘密法实施条例》及有关规定',
  '《中华人民共和国档案法》《中华人民共和国网络安全法》《中华人民共和国数据安全法》《中华人民共和国个人信息保护法》',
  '本办法自印发之日起施行，由办公厅负责解释',
  '本规定自发布之日起施行，此前有关规定与本规定不一致的，以本规定为准',
  '法律、行政法规另有规定的，从其规定',
  '构成犯罪的，依法追究刑事责任；尚不构成犯罪的，依法给予处分',
  '违反本规定的，由有关部门责令改正；情节严重的，对直接负责的主管人员和其他直接责任人员依法给予处分',
  '主管部门应当按照职责分工，加强监督检查，发现问题及时处理',
  '切实加强组织领导，明确责任分工，强化监督检查，确保各项工作落到实处',
  '提高政治站位，统一思想认识，压实工作责任，狠抓工作落实',
  '谁主管谁负责、谁运行谁负责、谁使用谁负责',
  '业务工作谁主管，保密工作谁负责',
  '涉密不上网，上网不涉密',
  '机关、单位应当加强对涉密人员、涉密场所、涉密载体的管理',
  '中国共产党中央委员会办公厅 中华人民共和国国务院办公厅',
  '此件公开发布 主动公开 依申请公开 不予公开',
  '抄送：中央各部门，全国人大常委会办公厅，全国政协办公厅，最高人民法院，最高人民检察院',
  '本报告中的任何部分未经书面许可不得以任何形式复制、传播',
  'all rights reserved no part of this publication may be reproduced stored in a retrieval system or transmitted in any form or by any means without the prior written permission of',
] as const;

/** Fingerprints of {@link phrases}, of every run of tokens within one. */
export function boilerplateHashes(key: ChaskeyKey): ReadonlySet<number> {
  return new Set(phrases.flatMap((phrase) => Array.from(hashGrams(tokenise(phrase), key))));
}
