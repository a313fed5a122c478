/** How much is kept of what a provider says of a post that it did not publish. */
export const problemCharacters = 300;
