const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** What Twilio does when somebody answers: say these words, whatever characters they have. */
export const describeTwiml = (message: string): string =>
  `<Response><Say>${message.replace(/[&<>"']/g, (found) => escapes[found] ?? '')}</Say></Response>`;
