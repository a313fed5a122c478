import { createServer } from 'node:http';
import { createGateway } from '../../infra/local/gateway/create-gateway.ts';
import { installLambdaRuntimeGlobal } from '../../infra/local/gateway/lambda-runtime-global.ts';
import { loadHandler } from '../../infra/local/gateway/load-handler.ts';
import { listen } from '../../infra/local/listen.ts';
import { createRecordingLog } from './recording-log.ts';

/** Run as a process of its own: the functions as the environment says, until it is killed. */
installLambdaRuntimeGlobal();
const gateway = createGateway({ loadHandler, log: createRecordingLog() });
const server = createServer((request, response) => void gateway.handle(request, response));
const port = await listen(server, 0, '127.0.0.1');
await Promise.all([loadHandler('authorize'), loadHandler('chat')]);
process.send?.({ url: `http://127.0.0.1:${port}` });
