import { readFileSync } from 'node:fs';
import { pageConfigPath } from '../../../shared/page-config.ts';
import { describeSecurityHeaders } from '../../../shared/security-headers.ts';
import { findCacheControl } from '../../../shared/site-parts.ts';
import { listBuiltFiles, readMissingPage } from './built-site.ts';

const source = readFileSync(new URL('./find-page.js', import.meta.url), 'utf8');

/**
 * The function that finds pages, with what it has to know of the built site.
 *
 * It also answers for pages that there are not. CloudFront's own error pages hold for a whole
 * distribution, so they would replace the API's refusals, too.
 * @param directory of the built site, unless it stands where it is built
 */
export function describePageFunction(directory?: string): string {
  const files = listBuiltFiles(directory).filter((file) => !file.startsWith('assets/'));
  const siteFiles = [...files.map((file) => `/${file}`), pageConfigPath];
  return [
    `const siteFiles = ${toAsciiJson(siteFiles)};`,
    `const missingPage = ${toAsciiJson(describeMissingPage(directory))};`,
    source,
  ].join('\n');
}

/** Templates are safe for ASCII alone: other characters have arrived as question marks. */
const toAsciiJson = (value: unknown): string =>
  JSON.stringify(value).replaceAll(
    /[^\0-\x7f]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** As CloudFront wants it; a policy for headers does not reach what a function answers. */
function describeMissingPage(directory: string | undefined) {
  const headers = {
    ...describeSecurityHeaders(),
    'content-type': 'text/html; charset=utf-8',
    'cache-control': findCacheControl('404.html'),
  };
  return {
    statusCode: 404,
    statusDescription: 'Not Found',
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, { value }])),
    body: { encoding: 'text', data: readMissingPage(directory) },
  };
}
