/** Whom a sealed text belongs to. It opens only together with the very same members. */
export type CipherContext = Readonly<Record<string, string>>;

/** Seals what the table keeps of secrets, so that a copy of the table tells none. */
export interface Cipher {
  /** @throws AppError `provider_failed` when the key cannot be used right now */
  seal(text: string, context: CipherContext): Promise<string>;
  /**
   * @returns null for a text that was changed, belongs to somebody else, or was sealed with a key
   *   that is gone
   * @throws AppError `provider_failed` when the key cannot be used right now
   */
  open(sealed: string, context: CipherContext): Promise<string | null>;
}
