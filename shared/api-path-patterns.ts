/** Addresses that the functions answer, as CloudFront writes patterns; all others are pages. */
export const apiPathPatterns = ['/api/*', '/mcp', '/.well-known/*'] as const;
