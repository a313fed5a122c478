import { createPutAllowance } from '../operations/put-allowance.ts';
import { allowanceParts } from './allowances.ts';
import { listTools } from './list-tools.ts';
import { catalogue } from './servers.ts';

/** Apart from the other allowances, as it alone has to know what the tool is like now. */
export const putAllowance = () =>
  createPutAllowance({ ...allowanceParts(), catalogue: catalogue(), listTools: listTools() });
