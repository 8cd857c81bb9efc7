import { ConfigProvider, type ThemeConfig, theme } from 'antd';
import { type ReactNode, useMemo } from 'react';
import { tokensOf, useDark } from './theme.ts';

const fontFamily =
  '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", system-ui, sans-serif';

/** The nonce the server put into the page; styles without it are refused by the content security policy. */
function readNonce(): string {
  return document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? '';
}

function antdTheme(dark: boolean): ThemeConfig {
  const tokens = tokensOf(dark);
  return {
    algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    hashed: false,
    token: {
      colorPrimary: tokens.sealFill,
      colorError: tokens.late,
      colorLink: tokens.seal,
      colorText: tokens.ink,
      colorTextSecondary: tokens.ink2,
      colorTextTertiary: tokens.ink3,
      colorTextPlaceholder: tokens.ink3,
      colorTextDisabled: tokens.ink3,
      colorBgBase: tokens.paper,
      colorBgContainer: tokens.paper,
      colorBgElevated: tokens.paper,
      colorBorder: tokens.control,
      colorBorderSecondary: tokens.line,
      borderRadius: 4,
      borderRadiusLG: 4,
      fontSize: 14,
      sizeUnit: 4,
      sizeStep: 4,
      controlHeight: 32,
      controlHeightSM: 28,
      fontFamily,
      motionDurationFast: '0.05s',
      motionDurationMid: '0.1s',
      motionDurationSlow: '0.14s',
      motion: !globalThis.matchMedia('(prefers-reduced-motion: reduce)').matches,
      boxShadow: 'none',
      wireframe: false,
    },
    components: {
      Input: { activeShadow: 'none', errorActiveShadow: 'none' },
      Button: {
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
        defaultBorderColor: tokens.control,
      },
    },
  };
}

/** Ant Design in our own quiet theme, under the page's nonce. */
export function AntdTheme({ children }: { children: ReactNode }) {
  const dark = useDark();
  const config = useMemo(() => antdTheme(dark), [dark]);
  const csp = useMemo(() => ({ nonce: readNonce() }), []);
  return (
    <ConfigProvider theme={config} csp={csp} button={{ autoInsertSpace: false }} wave={{ disabled: true }}>
      {children}
    </ConfigProvider>
  );
}
