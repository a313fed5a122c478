/** What the simulation looks for: something that must never be, and was. */
export class BrokenInvariant extends Error {
  override readonly name = 'BrokenInvariant';
  readonly accountId: string;

  /** @param message what should have been, and what was */
  constructor(accountId: string, message: string) {
    super(message);
    this.accountId = accountId;
  }
}
