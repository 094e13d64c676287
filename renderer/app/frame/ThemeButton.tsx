import { MoonOutlined, SunOutlined } from '@ant-design/icons';
import { Button, Dropdown, Tooltip } from 'antd';
import type { Settings } from '../../../core/api/types.ts';
import { useSession, useSettings } from '../../client/session-hooks.ts';
import { appWords } from '../../text/app.ts';
import { useWords } from '../../text/words.tsx';
import { useTheme } from '../theme/ThemeProvider.tsx';

/** Light, dark, high contrast, or what the system says. */
export function ThemeButton() {
  const { say } = useWords();
  const { change } = useSession();
  const { theme } = useSettings();
  const { isDark } = useTheme();
  const choices: readonly (readonly [Settings['theme'], string])[] = [
    ['system', say(appWords.themeSystem)],
    ['light', say(appWords.themeLight)],
    ['dark', say(appWords.themeDark)],
    ['contrast', say(appWords.themeContrast)],
  ];
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        selectable: true,
        selectedKeys: [theme],
        items: choices.map(([key, label]) => ({ key, label })),
        onClick: ({ key }) => change({ theme: choices.find(([name]) => name === key)?.[0] ?? 'system' }),
      }}
    >
      <Tooltip title={say(appWords.theme)} mouseEnterDelay={0.4}>
        <Button type="text" icon={isDark ? <MoonOutlined /> : <SunOutlined />} aria-label={say(appWords.theme)} />
      </Tooltip>
    </Dropdown>
  );
}
