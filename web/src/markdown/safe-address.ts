const safeProtocols: ReadonlySet<string> = new Set(['https:', 'http:', 'mailto:', 'tel:']);

/** @returns the address when following it is harmless; null for scripts, relative and broken ones */
export function safeAddress(href: string): string | null {
  if (!URL.canParse(href)) return null;
  const url = new URL(href);
  return safeProtocols.has(url.protocol) ? url.href : null;
}
