import { useEffect, useRef, useState } from 'preact/hooks';
import { formatNumber } from '../format/format-number.ts';
import { useMedia } from '../page/use-media.ts';
import { useTexts } from '../page/texts-context.ts';

const animationMs = 500;

/** A number that runs to its new value. Assistive technology hears the value itself, elsewhere. */
export function AnimatedNumber({ value }: { readonly value: number }) {
  const { locale } = useTexts();
  const isStill = useMedia('(prefers-reduced-motion: reduce)');
  const [shown, setShown] = useState(value);
  const from = useRef(value);

  useEffect(() => {
    if (isStill || from.current === value) {
      from.current = value;
      setShown(value);
      return undefined;
    }
    const start = from.current;
    const startedAt = performance.now();
    let frame = requestAnimationFrame(function step(now) {
      const progress = Math.min(1, Math.max(0, (now - startedAt) / animationMs));
      from.current = Math.round(start + (value - start) * (1 - (1 - progress) ** 3));
      setShown(from.current);
      if (progress < 1) frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [value, isStill]);

  return <span aria-hidden="true">{formatNumber(shown, locale)}</span>;
}
