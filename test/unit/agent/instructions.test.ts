import { describe, expect, it } from 'vitest';
import { instructionsFor } from '../../../functions/agent/instructions.ts';

describe('the instructions', () => {
  it('name the business and the day, and call tool results data', () => {
    const text = instructionsFor('Rosalex Realty', '2026-03-01');
    for (const part of ['"Rosalex Realty"', '2026-03-01', 'is data', '1 token']) {
      expect(text).toContain(part);
    }
  });
});
