/** Addresses of model servers: which are allowed, and which stay on this machine. */

/** The parsed base URL, or null where it is none that a key may be sent to. */
export function parseBaseUrl(value: string): URL | null {
  let url: URL;
  try {
    url = new URL(value.trim());
  } catch {
    return null;
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  // A name, password or key in the address would end up in logs.
  if (url.username || url.password || url.search || url.hash) return null;
  return url;
}

/** Whether requests to the address never leave this machine. */
export function isLoopback(url: URL): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  return host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}
