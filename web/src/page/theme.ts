import { readPreference, writePreference } from './preference.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export const readTheme = (): Theme =>
  themes.find((theme) => theme === readPreference('theme')) ?? 'system';

/** The style sheets follow `data-theme`; without it they follow the device. */
export function applyTheme(theme: Theme): void {
  writePreference('theme', theme);
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}
