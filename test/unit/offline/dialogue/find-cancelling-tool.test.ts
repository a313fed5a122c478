import { describe, expect, it } from 'vitest';
import { findCancellingTool } from '../../../../functions/agent/offline/dialogue/find-cancelling-tool.ts';
import { type MadeUpTools, text, toProfiles } from '../support/made-up-tools.ts';

const cancelJob = { cancel_job: { properties: { jobId: text } } };
const find = (message: string, tools: MadeUpTools = cancelJob) =>
  findCancellingTool(toProfiles(tools), message)?.name ?? null;

describe('the tool that stops something', () => {
  it.each(['cancel it', 'Cancel that, please', 'stop it!', 'cancélala', '¡Cancélalo!'])(
    'is meant by "%s"',
    (message) => {
      expect(find(message)).toBe('cancel_job');
    },
  );

  it.each(['cancel', 'stop', 'cancela', 'do not cancel it', 'cancel item 3', 'cancelalas'])(
    'is not meant by "%s"',
    (message) => {
      expect(find(message)).toBeNull();
    },
  );

  it('is not chosen among two, or where there is none', () => {
    expect(find('cancel it', { ...cancelJob, cancel_order: { properties: {} } })).toBeNull();
    expect(findCancellingTool(toProfiles({}), 'cancel it')).toBeNull();
  });
});
