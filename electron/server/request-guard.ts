/**
 * Turns away requests that a web page elsewhere made the browser send: a foreign `Host` (DNS
 * rebinding), a foreign `Origin`, or a cross-site fetch.
 */
import type { IncomingHttpHeaders } from 'node:http';

export interface GuardOptions {
  /** Every `host:port` under which this server answers, in lower case. */
  readonly allowedHosts: ReadonlySet<string>;
}

export type Verdict = 'ok' | 'foreign-host' | 'foreign-origin';

export function judgeRequest(headers: IncomingHttpHeaders, options: GuardOptions): Verdict {
  const host = headers.host?.toLowerCase() ?? '';
  if (!options.allowedHosts.has(host)) return 'foreign-host';
  if (headers.origin !== undefined && headers.origin.toLowerCase() !== `http://${host}`) return 'foreign-origin';
  // A page of another site may be left for ours by a link, but may not load or embed anything of ours.
  const site = headers['sec-fetch-site'];
  const isNavigation = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  if ((site === 'cross-site' || site === 'same-site') && !isNavigation) return 'foreign-origin';
  return 'ok';
}

/** A WebSocket must name its origin: browsers always do. */
export function judgeUpgrade(headers: IncomingHttpHeaders, options: GuardOptions): Verdict {
  if (headers.origin === undefined) return 'foreign-origin';
  return judgeRequest(headers, options);
}
