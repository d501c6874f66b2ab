/** Says when the window has been drawn: what nobody sees yet is loaded and made after it. */
import { useEffect, useState } from 'react';

/** On a busy machine there may be no idle moment for long. */
const longestWaitMs = 1000;

export function useAfterDrawing(): boolean {
  const [isDrawn, setIsDrawn] = useState(false);
  useEffect(() => {
    const handle = requestIdleCallback(() => setIsDrawn(true), { timeout: longestWaitMs });
    return () => cancelIdleCallback(handle);
  }, []);
  return isDrawn;
}
