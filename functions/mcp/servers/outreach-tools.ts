import { outreachCallTools } from './outreach-call-tools.ts';
import { outreachDoNotCallTools } from './outreach-do-not-call-tools.ts';
import { outreachImageTools } from './outreach-image-tools.ts';
import { outreachJobTools } from './outreach-job-tools.ts';
import { outreachLeadTools } from './outreach-lead-tools.ts';
import { outreachPostTools } from './outreach-post-tools.ts';
import type { OutreachTool } from './outreach-tool.ts';
import { outreachWriteTools } from './outreach-write-tools.ts';

/** All tools of the outreach server, in the order in which it lists them. */
export const outreachTools: readonly OutreachTool[] = [
  ...outreachCallTools,
  ...outreachDoNotCallTools,
  ...outreachWriteTools,
  ...outreachImageTools,
  ...outreachPostTools,
  ...outreachLeadTools,
  ...outreachJobTools,
];
