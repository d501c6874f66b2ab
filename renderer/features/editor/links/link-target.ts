/** Tells what the address of a Markdown link or image is: outside, inside the vault, or nothing that may be opened. */

export type LinkTarget =
  /** An address that a person may be sent to, normalised. */
  | { readonly kind: 'external'; readonly url: string }
  /** Decoded, as `link.resolve` takes it. */
  | { readonly kind: 'vault'; readonly target: string }
  /** `javascript:`, `file:` and everything else that is never opened. */
  | { readonly kind: 'blocked' };

const openable: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);

export function linkTarget(href: string): LinkTarget {
  const address = href.trim();
  if (address.startsWith('//')) return externalTarget(`https:${address}`);
  // A scheme has two letters at least: `C:\x` is no address. Control characters hide schemes.
  // oxlint-disable-next-line no-control-regex -- browsers drop them, so they must not hide a scheme
  const bare = address.replace(/[\u0000-\u0020]/gu, '');
  if (/^[a-z][a-z0-9+.-]+:/iu.test(bare)) return externalTarget(bare);
  return { kind: 'vault', target: decoded(address) };
}

function externalTarget(address: string): LinkTarget {
  if (!URL.canParse(address)) return { kind: 'blocked' };
  const url = new URL(address);
  return openable.has(url.protocol) ? { kind: 'external', url: url.href } : { kind: 'blocked' };
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

const imageName = /\.(?:png|jpe?g|gif|webp|avif|bmp|svg|ico)$/iu;

/** Whether a file is shown as a picture. */
export function isImageName(name: string): boolean {
  return imageName.test(name);
}

/** Whether an image's source carries its bytes itself. */
export function isInlineImage(source: string): boolean {
  return /^data:image\/(?:png|jpe?g|gif|webp|avif|bmp);base64,/iu.test(source);
}

export interface ImageSize {
  readonly widthPx: number;
  readonly heightPx: number | null;
}

/** `100` or `100x145`, as it stands after the bar of an embed or image description. */
export function parseImageSize(text: string): ImageSize | null {
  const found = /^(\d{1,5})(?:x(\d{1,5}))?$/u.exec(text.trim());
  if (found === null) return null;
  return { widthPx: Number(found[1]), heightPx: found[2] === undefined ? null : Number(found[2]) };
}
