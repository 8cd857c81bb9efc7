import { memoryFolder } from './office-launch.ts';

interface Setting {
  path: string;
  name: string;
  value: string;
}

/**
 * A profile that runs nothing and fetches nothing (org.openoffice.Office.* of LibreOffice's registry): no macros, no active
 * content, no links renewed, no Java.
 */
const settings: readonly Setting[] = [
  { path: 'Common/Security/Scripting', name: 'MacroSecurityLevel', value: '3' },
  { path: 'Common/Security/Scripting', name: 'DisableMacrosExecution', value: 'true' },
  { path: 'Common/Security/Scripting', name: 'DisableActiveContent', value: 'true' },
  { path: 'Common/Security/Scripting', name: 'BlockUntrustedRefererLinks', value: 'true' },
  { path: 'Common/Security/Scripting', name: 'DisablePythonRuntime', value: 'true' },
  { path: 'Common/Save/Document', name: 'CreateBackup', value: 'false' },
  { path: 'Common/Misc', name: 'FirstRun', value: 'false' },
  { path: 'Common/History', name: 'PickListSize', value: '0' },
  { path: 'Recovery/AutoSave', name: 'Enabled', value: 'false' },
  { path: 'Writer/Content/Update', name: 'Link', value: '0' },
  { path: 'Calc/Content/Update', name: 'Link', value: '1' },
  { path: 'Java/VirtualMachine', name: 'Enable', value: 'false' },
];

/** registrymodifications.xcu of a fresh profile. */
export function composeProfile(): string {
  const items = settings.map(
    ({ path, name, value }) =>
      `<item oor:path="/org.openoffice.Office.${path}"><prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop></item>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${items.join('')}</oor:items>\n`;
}

const serif = [
  'SimSun',
  'NSimSun',
  '宋体',
  '新宋体',
  'FangSong',
  'FangSong_GB2312',
  '仿宋',
  '仿宋_GB2312',
  'STSong',
  'STFangsong',
  'KaiTi',
  'KaiTi_GB2312',
  '楷体',
  '楷体_GB2312',
  'STKaiti',
  '方正小标宋简体',
  '方正小标宋_GBK',
  '方正仿宋_GBK',
  'FZXiaoBiaoSong-B05S',
];
const sans = ['SimHei', '黑体', 'Microsoft YaHei', '微软雅黑', 'DengXian', '等线', 'STHeiti', '方正黑体_GBK'];

/** Fonts of the system and ours, which stand for those of Chinese documents. */
export function composeFontSettings(): string {
  const aliases = [
    ...serif.map((name) => aliasOf(name, 'Noto Serif SC')),
    ...sans.map((name) => aliasOf(name, 'Noto Sans SC')),
  ];
  return `<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>${memoryFolder}/fonts</dir><cachedir>${memoryFolder}/font-cache</cachedir>${aliases.join('')}</fontconfig>\n`;
}

function aliasOf(name: string, family: string): string {
  return `<alias binding="same"><family>${name}</family><accept><family>${family}</family></accept></alias>`;
}
