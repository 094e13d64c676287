import { type ThemeConfig, theme as themes } from 'antd';
import { type Theme, withOpacity } from './themes.ts';

/** Latin letters from the system, Chinese from the system where it has them and from the bundle where not. */
export const FONT =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "PingFang SC", "Microsoft YaHei", "Noto Sans SC", sans-serif';
export const CODE_FONT = 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace, "Noto Sans SC"';

/** The controls' theme: the same colours, flat surfaces, hairlines instead of shadows. */
export function antdTheme({ isDark, name, colours }: Theme, hasMotion: boolean, isLarge: boolean): ThemeConfig {
  const wash = (opacity: number): string => withOpacity(colours.ink, opacity);
  return {
    algorithm: isDark ? themes.darkAlgorithm : themes.defaultAlgorithm,
    token: {
      colorPrimary: colours.accent,
      colorInfo: colours.accent,
      colorLink: colours.accent,
      colorSuccess: colours.gain,
      colorWarning: colours.warn,
      colorError: colours.stop,
      colorBgBase: colours.paper,
      colorBgLayout: colours.paper,
      colorBgContainer: colours.panel,
      colorBgElevated: colours.panel,
      colorBorder: name === 'contrast' ? colours.line : wash(0.22),
      colorBorderSecondary: colours.line,
      colorSplit: colours.line,
      colorText: colours.ink,
      colorTextHeading: colours.ink,
      colorTextSecondary: colours['ink-2'],
      colorTextTertiary: colours['ink-2'],
      colorTextDescription: colours['ink-2'],
      colorTextPlaceholder: colours['ink-2'],
      colorTextQuaternary: colours['ink-3'],
      colorIcon: colours['ink-2'],
      colorFillAlter: wash(0.03),
      // Words on the accent: white on the dark blue, ink on the light one.
      colorTextLightSolid: isDark ? '#15171A' : '#FFFFFF',
      fontFamily: FONT,
      fontFamilyCode: CODE_FONT,
      fontSize: isLarge ? 16 : 13,
      controlHeight: isLarge ? 36 : 30,
      borderRadius: 6,
      borderRadiusLG: 6,
      motion: hasMotion,
      motionDurationSlow: '0.15s',
      motionDurationMid: '0.15s',
      motionDurationFast: '0.1s',
      boxShadow: `0 8px 28px ${withOpacity('#000000', isDark ? 0.5 : 0.14)}`,
      boxShadowSecondary: `0 8px 28px ${withOpacity('#000000', isDark ? 0.5 : 0.14)}`,
      wireframe: false,
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', primaryColor: isDark ? '#15171A' : '#FFFFFF' },
      Tooltip: { colorBgSpotlight: isDark ? '#E9E7E2' : '#1E2126', colorTextLightSolid: isDark ? '#15171A' : '#FFFFFF' },
      Segmented: { trackBg: wash(0.06), itemSelectedBg: colours.panel },
      Tabs: { horizontalItemPadding: '8px 0', horizontalMargin: '0' },
      Form: { itemMarginBottom: 12, verticalLabelPadding: '0 0 2px' },
    },
  };
}
