const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const storageName = 'forgekey-theme';

export function readTheme(): Theme {
  const stored = localStorage.getItem(storageName);
  return themes.find(theme => theme === stored) ?? 'system';
}

/** Shows the page in a theme, and keeps the choice: the only thing that the page ever stores. */
export function applyTheme(theme: Theme): void {
  localStorage.setItem(storageName, theme);
  document.documentElement.dataset.theme = theme;
}
