const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const storageName = 'forgekey-theme';

export function readTheme(): Theme {
  const stored = localStorage.getItem(storageName);
  return themes.find(theme => theme === stored) ?? 'system';
}

/** Applies a theme and stores the choice. The page stores nothing else. */
export function applyTheme(theme: Theme): void {
  localStorage.setItem(storageName, theme);
  document.documentElement.dataset.theme = theme;
}
