// Runs at the edge for every address that is not of the API, before the cache is asked. CloudFront
// takes one file of at most 10 KB, without imports: describe-page-function.ts writes `siteFiles`,
// the files of the site but its assets, and `missingPage`, an answer, in front of it.

// An asset of an earlier build may still be wanted by a page that is open: the bucket knows.
const assetPrefix = '/assets/';

/** Gives `/chat` the name of its file, `/chat.html`, and answers 404 where there is none. */
// oxlint-disable-next-line no-unused-vars -- CloudFront calls it, by this name.
function handler(event) {
  const request = event.request;
  if (request.uri.startsWith(assetPrefix)) return request;
  const file = findFile(request.uri);
  if (file === undefined) return missingPage;
  request.uri = file;
  return request;
}

function findFile(uri) {
  const path = decodePath(uri);
  const names = path === '/' ? ['/index.html'] : [path, `${path}.html`];
  return names.find((name) => siteFiles.includes(name));
}

function decodePath(uri) {
  try {
    return decodeURIComponent(uri);
    // oxlint-disable-next-line no-unused-vars -- the runtime is not said to do without a name.
  } catch (_error) {
    return uri;
  }
}
