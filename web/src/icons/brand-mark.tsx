/** The product's mark: a meter inside a speech bubble. */
export function BrandMark() {
  return (
    <svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path
        class="brand-mark-bubble"
        d="M16 3a13 13 0 1 1-6.2 24.400L4 29l1.5-5.600A13 13 0 0 1 16 3z"
      />
      <path class="brand-mark-dial" d="M9.5 18.500a6.6 6.6 0 1 1 13 0" />
      <path class="brand-mark-dial" d="M16 18.500l3.6-4.6" />
    </svg>
  );
}
