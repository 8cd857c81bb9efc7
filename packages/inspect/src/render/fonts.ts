import { createRequire } from 'node:module';
import { GlobalFonts } from '@napi-rs/canvas';

/** Families the pages are drawn with. */
export const serifFamily = 'Fengni Serif';
export const sansFamily = 'Fengni Sans';

const files = [
  [serifFamily, '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf'],
  [serifFamily, '@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf'],
  [sansFamily, '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'],
  [sansFamily, '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf'],
] as const;

/** What documents name when they do not bring their font: drawn with ours, not with whatever this machine has. */
const serifNames = [
  'serif',
  'SimSun',
  'NSimSun',
  '宋体',
  '新宋体',
  'FangSong',
  '仿宋',
  '仿宋_GB2312',
  'STSong',
  'STFangsong',
  'KaiTi',
  '楷体',
  '楷体_GB2312',
  'STKaiti',
  '方正小标宋简体',
  '方正仿宋_GBK',
  'Times New Roman',
  'Times',
];
const sansNames = [
  'sans-serif',
  'SimHei',
  '黑体',
  'Microsoft YaHei',
  '微软雅黑',
  'DengXian',
  '等线',
  'STHeiti',
  'Arial',
  'Helvetica',
  'Calibri',
];

let isRegistered = false;

/** Makes the families known to the canvas of this process. Read from the packages' own folders. */
export function registerFonts(): void {
  if (isRegistered) return;
  isRegistered = true;
  const require = createRequire(import.meta.url);
  for (const [family, file] of files) {
    if (GlobalFonts.registerFromPath(require.resolve(file), family) === null)
      throw new Error(`The font ${file} cannot be read.`);
  }
  for (const name of serifNames) GlobalFonts.setAlias(serifFamily, name);
  for (const name of sansNames) GlobalFonts.setAlias(sansFamily, name);
}

/** Sans for the names of fonts without serifs, serif for all others: official documents are set in 仿宋 and 宋体. */
export function familyOf(name: string): string {
  return /黑|雅黑|等线|圆|sans|hei|arial|helvetica|calibri|dengxian|yahei|verdana|tahoma|segoe|consol|courier|mono/i.test(
    name,
  )
    ? sansFamily
    : serifFamily;
}
