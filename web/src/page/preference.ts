/** A choice that stays on this device, such as the theme. Blocked storage forgets it quietly. */
export function readPreference(name: string): string | null {
  try {
    return window.localStorage.getItem(`copilot.${name}`);
  } catch {
    return null;
  }
}

export function writePreference(name: string, value: string): void {
  try {
    window.localStorage.setItem(`copilot.${name}`, value);
  } catch {
    // Private windows may refuse; the choice then lasts as long as the page.
  }
}
