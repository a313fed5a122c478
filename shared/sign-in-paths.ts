/** Where an issuer may send people back to. Every issuer has to be told both. */
export const signInPaths = {
  /** With the code of a sign-in. */
  callback: '/callback.html',
  /** After signing out. */
  signedOut: '/',
} as const;
