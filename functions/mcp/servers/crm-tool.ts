import type { CrmStore } from '../../store/crm/crm-store.ts';
import { type BuiltinContext, type BuiltinTool, toolDefiner } from './builtin-tool.ts';

export interface CrmContext extends BuiltinContext {
  readonly crm: CrmStore;
}

export type CrmTool = BuiltinTool<CrmContext>;

export const defineCrmTool = toolDefiner<CrmContext>();
