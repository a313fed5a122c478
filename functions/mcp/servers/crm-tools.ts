import { crmContactTools } from './crm-contact-tools.ts';
import { crmNoteTools } from './crm-note-tools.ts';
import { crmOpportunityTools } from './crm-opportunity-tools.ts';
import { crmTagTools } from './crm-tag-tools.ts';
import { crmTaskTools } from './crm-task-tools.ts';
import type { CrmTool } from './crm-tool.ts';

/** All tools of the built-in CRM, in the order in which it lists them. */
export const crmTools: readonly CrmTool[] = [
  ...crmContactTools,
  ...crmTagTools,
  ...crmNoteTools,
  ...crmTaskTools,
  ...crmOpportunityTools,
];
