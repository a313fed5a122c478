import { readServersConfig } from '../config.ts';
import { createServerCatalogue } from '../mcp/server-catalogue.ts';

/** The servers of the product, and those that configuration adds. */
export const catalogue = () => createServerCatalogue(readServersConfig(process.env).SERVERS);
