import type { LanguageModelV4Prompt, LanguageModelV4Usage } from '@ai-sdk/provider';

/**
 * Rough figures, so that what reads usage has something to show: one model token per word, tool
 * calls and results counted by the words of their JSON. Nobody is charged by them.
 */
export function countModelTokens(
  prompt: LanguageModelV4Prompt,
  output: string,
): LanguageModelV4Usage {
  const input = prompt.reduce((total, { content }) => total + countWords(toText(content)), 0);
  const written = countWords(output);
  return {
    inputTokens: { total: input, noCache: input, cacheRead: undefined, cacheWrite: undefined },
    outputTokens: { total: written, text: written, reasoning: undefined },
  };
}

const toText = (content: LanguageModelV4Prompt[number]['content']): string =>
  typeof content === 'string' ? content : JSON.stringify(content);

const countWords = (text: string): number => text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
