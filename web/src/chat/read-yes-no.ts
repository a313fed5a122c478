const yesWords = wordsOf(
  'yes|y|yep|yeah|ok|okay|sure|approve|approved|confirm|go ahead',
  'sí|si|s|vale|claro|aprobar|apruebo|confirmar|confirmo|adelante',
);
const noWords = wordsOf(
  "no|n|nope|cancel|deny|stop|reject|don't|do not",
  'cancelar|cancela|rechazar|rechazo|denegar',
);

/**
 * Whether a message is a plain yes or no to an open approval card. Anything longer is a message of
 * its own: "yes, but change the time" must not approve.
 */
export function readYesNo(text: string): 'yes' | 'no' | null {
  const words = text
    .trim()
    .toLowerCase()
    .replace(/[.!¡\s]+$/, '')
    .replace(/^¡/, '')
    .replace(/’/g, "'");
  if (yesWords.has(words)) return 'yes';
  return noWords.has(words) ? 'no' : null;
}

function wordsOf(...lists: string[]): ReadonlySet<string> {
  return new Set(lists.flatMap((list) => list.split('|')));
}
