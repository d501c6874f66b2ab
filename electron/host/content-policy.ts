/** The content policy and the headers under which both shells serve pages and files. */

const baseDirectives = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data: blob:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'worker-src': "'self'",
  'base-uri': "'none'",
  'object-src': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  'media-src': "'self' blob:",
  'manifest-src': "'self'",
  'require-trusted-types-for': "'script'",
  'trusted-types': 'default dompurify ProseMirrorClipboard',
} as const;

const fromVault: ReadonlySet<string> = new Set(['img-src', 'media-src', 'connect-src']);

/**
 * The policy of the application's page. `attachmentOrigin` is where images, media and the bytes of
 * PDFs come from when that is not the page's own origin; it never becomes a source of scripts.
 */
export function pagePolicy(attachmentOrigin?: string): string {
  const extra = attachmentOrigin === undefined ? '' : ` ${attachmentOrigin}`;
  return Object.entries(baseDirectives)
    .map(([name, value]) => `${name} ${value}${fromVault.has(name) ? extra : ''}`)
    .join('; ');
}

/** On every answer: no sniffing, no embedding, no sharing with other origins, no referrer. */
export const commonHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=()',
};

/** The policy of a file from the vault: it may show itself and nothing else. */
export const attachmentPolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src 'self'";
