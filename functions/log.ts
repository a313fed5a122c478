/**
 * Where operations write what they did: one message, a few fields, never message text, contact
 * details or keys. The wiring puts Powertools behind it.
 */
export interface Log {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

export type LogFields = Readonly<Record<string, unknown>>;
