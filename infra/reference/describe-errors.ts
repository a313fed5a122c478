import { errorCatalogue } from '../../shared/error-catalogue.ts';

const preface = `# Errors

Every refusal and failure is an \`application/problem+json\` with \`type\`, \`title\`, \`status\`, \`code\` and
\`requestId\`, often with a \`detail\`. The code is stable. A retryable error names the seconds to wait in
\`Retry-After\` where it can; sending the same request again is always safe, because its key decides
whether anything happens twice.

Generated from \`shared/error-catalogue.ts\` by \`npm run reference\`.

| Code | Status | Retry | Meaning |
|---|---|---|---|
`;

/** The reference page of all error codes, as Markdown. */
export const describeErrors = (): string =>
  preface +
  Object.entries(errorCatalogue)
    .map(
      ([code, { status, isRetryable, title }]) =>
        `| <a id="${code}"></a>\`${code}\` | ${status} | ${isRetryable ? 'yes' : ''} | ${title} |\n`,
    )
    .join('');
