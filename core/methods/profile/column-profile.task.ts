import type { StopSignal, Task } from '../../base/work.ts';
import type { ColumnProfile, ProfileItem, ProfileSetting } from './column-profile.ts';
import { measureColumn } from './measure.ts';

/** Profiles one column; columns are independent, so threads share them out. */
export const profileColumn: Task<ProfileSetting, ProfileItem, ColumnProfile> = {
  id: 'profile/column',
  run: (setting: ProfileSetting, item: ProfileItem, signal: StopSignal) => measureColumn(item, setting, signal),
};
