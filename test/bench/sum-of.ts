/** The sum of what is measured of each element. */
export const sumOf = <Element>(
  elements: readonly Element[],
  measure: (element: Element) => number,
): number => elements.reduce((sum, element) => sum + measure(element), 0);
