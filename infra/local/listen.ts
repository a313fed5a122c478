import type { Server } from 'node:http';
import { StartRefusal } from './start-refusal.ts';

/**
 * Binds the server.
 * @returns the port, which differs from the wanted one when that is 0
 * @throws StartRefusal when the port is taken or may not be used
 */
export function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(refuse(error, port)));
    server.listen(port, host, () => {
      const address = server.address();
      resolve(address !== null && typeof address === 'object' ? address.port : port);
    });
  });
}

function refuse(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new StartRefusal(`Port ${port} is in use. Stop what uses it, or set PORT to another.`);
  }
  if (error.code === 'EACCES') {
    return new StartRefusal(`Port ${port} may not be used. Set PORT to one above 1023.`);
  }
  return error;
}
