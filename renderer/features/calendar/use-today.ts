/** The present day, which changes at midnight while the window stays open. */
import { addDays, startOfDay } from 'date-fns';
import { useEffect, useState } from 'react';
import { isoDay } from '#shared/model/iso-day.ts';

/** Longer timers are cut short by sleep: the clock is looked at again at least this often. */
const longestWaitMs = 10 * 60_000;

export function useToday(): string {
  const [today, setToday] = useState(() => isoDay(new Date()));
  useEffect(() => {
    const now = new Date();
    const untilMidnightMs = startOfDay(addDays(now, 1)).getTime() - now.getTime();
    let timer = setTimeout(look, Math.min(longestWaitMs, untilMidnightMs + 50));
    function look(): void {
      setToday(isoDay(new Date()));
      timer = setTimeout(look, longestWaitMs);
    }
    return () => clearTimeout(timer);
  }, [today]);
  return today;
}
