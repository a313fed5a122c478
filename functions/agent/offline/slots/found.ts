/** A value that was read in a text, with the place [start, end) it takes up there. */
export interface Found<Value = string> {
  readonly value: Value;
  readonly start: number;
  readonly end: number;
}
