import { App, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo } from 'react';
import { useSettings } from '../../client/session-hooks.ts';
import { useWords } from '../../text/words.tsx';
import { useMedia } from '../use-media.ts';
import { antdTheme } from './antd-theme.ts';
import { type Theme, themeOf, wearTheme } from './themes.ts';

const ThemeContext = createContext<Theme>(themeOf('light', false, false));

/** The theme in use, for what is drawn by hand: charts, the code editor. */
export function useTheme(): Theme {
  return useContext(ThemeContext);
}

/** Whether things may move. */
export function useMotion(): boolean {
  return !useMedia('(prefers-reduced-motion: reduce)');
}

/** Dresses everything inside: style variables, controls and charts take their colours from one table. */
export function ThemeProvider({ children }: { readonly children: ReactNode }) {
  const { theme: choice, isGainRed, role } = useSettings();
  const { language } = useWords();
  const isSystemDark = useMedia('(prefers-color-scheme: dark)');
  const hasMotion = useMotion();
  const isLarge = role === 'trainer';
  const theme = useMemo(() => themeOf(choice, isSystemDark, isGainRed), [choice, isSystemDark, isGainRed]);
  const config = useMemo(() => antdTheme(theme, hasMotion, isLarge), [theme, hasMotion, isLarge]);
  useLayoutEffect(() => {
    wearTheme(theme);
    document.documentElement.dataset['size'] = isLarge ? 'large' : 'normal';
  }, [theme, isLarge]);
  return (
    <ThemeContext value={theme}>
      <ConfigProvider theme={config} locale={language === 'zh' ? zhCN : enUS} button={{ autoInsertSpace: false }}>
        <App component={false} notification={{ placement: 'bottomRight' }}>
          {children}
        </App>
      </ConfigProvider>
    </ThemeContext>
  );
}
