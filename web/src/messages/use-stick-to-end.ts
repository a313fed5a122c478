import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Nearer to the end than this counts as being there. */
const nearPx = 80;

/**
 * Keeps a scrolling list at its end while it grows, unless the person scrolled up to read.
 *
 * @param content changes whenever the list may have grown
 */
export function useStickToEnd(content: unknown) {
  const list = useRef<HTMLDivElement>(null);
  const sticks = useRef(true);
  const [isAtEnd, setAtEnd] = useState(true);

  const scrollToEnd = () => {
    const element = list.current;
    if (!element) return;
    sticks.current = true;
    element.scrollTop = element.scrollHeight;
    setAtEnd(true);
  };

  useEffect(() => {
    const element = list.current;
    if (!element) return undefined;
    const onScroll = () => {
      const distance = element.scrollHeight - element.scrollTop - element.clientHeight;
      sticks.current = distance < nearPx;
      setAtEnd(sticks.current);
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => element.removeEventListener('scroll', onScroll);
  }, []);

  useLayoutEffect(() => {
    if (sticks.current) scrollToEnd();
  }, [content]);

  return { list, isAtEnd, scrollToEnd };
}
