import type { Pricing } from '../../../shared/api/tokens.ts';
import type { ServiceId } from '../../../shared/price-book.ts';

const messageService: ServiceId = 'ai_chat_message';

/** Tokens for one message, as the server's price book says; null while that is not known. */
export const messagePrice = (pricing: Pricing | null): number | null =>
  pricing?.services.find(({ service }) => service === messageService)?.tokens ?? null;
