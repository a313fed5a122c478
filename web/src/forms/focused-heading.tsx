import { useEffect, useRef } from 'preact/hooks';

export interface FocusedHeadingProps {
  readonly id: string;
  readonly children: string;
}

/** The heading of what has just come in place of something else: reading goes on there. */
export function FocusedHeading({ id, children }: FocusedHeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <h2 ref={heading} id={id} tabIndex={-1}>
      {children}
    </h2>
  );
}
