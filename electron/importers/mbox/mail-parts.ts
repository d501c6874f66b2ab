/** Gathers what a mail says and what it carries from its MIME structure. */
import { Parser } from 'htmlparser2';
import { decodeText } from './charset.ts';
import { decodeBody, decodeUuencode, type MimePart } from './mime.ts';

export interface MailPiece {
  readonly kind: 'plain' | 'html' | 'report' | 'message';
  /** Decoded text; for `message` the text is empty. */
  readonly text: string;
  readonly flowed: boolean;
  readonly deleteSpace: boolean;
  /** The enclosed message of a `message` piece. */
  readonly message: MimePart | null;
}

export interface MailAttachment {
  readonly name: string;
  readonly type: string;
  readonly content: Buffer;
  readonly contentId: string | null;
}

export interface MailContent {
  readonly pieces: readonly MailPiece[];
  readonly attachments: readonly MailAttachment[];
  readonly encrypted: boolean;
  readonly calendars: readonly string[];
}

const extensions: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg', 'image/jpg': 'jpg', 'image/png': 'png', 'image/gif': 'gif', 'image/webp': 'webp', 'image/svg+xml': 'svg', 'image/bmp': 'bmp', 'image/tiff': 'tif',
  'application/pdf': 'pdf', 'application/zip': 'zip', 'text/calendar': 'ics', 'text/html': 'html', 'text/plain': 'txt', 'text/csv': 'csv',
  'application/pgp-signature': 'asc', 'application/pgp-encrypted': 'asc', 'application/pgp-keys': 'asc',
  'application/pkcs7-signature': 'p7s', 'application/x-pkcs7-signature': 'p7s', 'application/pkcs7-mime': 'p7m', 'application/x-pkcs7-mime': 'p7m',
  'message/rfc822': 'eml', 'text/x-patch': 'patch', 'text/x-diff': 'diff', 'application/json': 'json', 'text/vcard': 'vcf', 'text/x-vcard': 'vcf', 'application/ms-tnef': 'dat',
};

interface Gathering {
  readonly pieces: MailPiece[];
  readonly attachments: MailAttachment[];
  readonly calendars: string[];
  encrypted: boolean;
}

/** Reads one message (or an enclosed one). Enclosed messages become pieces of their own. */
export function gatherContent(bytes: Buffer, root: MimePart): MailContent {
  const into: Gathering = { pieces: [], attachments: [], calendars: [], encrypted: false };
  walk(bytes, root, into, true);
  return into;
}

function walk(bytes: Buffer, part: MimePart, into: Gathering, mayBeBody: boolean): void {
  const { type } = part;
  if (type === 'multipart/alternative' && part.children.length > 0) return walkAlternative(bytes, part, into);
  if (type === 'multipart/encrypted' && part.children.length > 0) into.encrypted = true;
  if (type.startsWith('multipart/')) {
    if (part.children.length === 0) {
      addText(bytes, part, into, 'plain');
      return;
    }
    part.children.forEach((child, index) => {
      walk(bytes, child, into, mayBeBody && (type !== 'multipart/related' || index === 0 || into.pieces.length === 0));
    });
    return;
  }
  if ((type === 'message/rfc822' || type === 'message/global') && part.children[0] !== undefined) {
    into.pieces.push({ kind: 'message', text: '', flowed: false, deleteSpace: false, message: part.children[0] });
    return;
  }
  if (/^application\/(?:x-)?pkcs7-mime$/.test(type) && !/signed-data|certs-only/i.test(part.params.get('smime-type') ?? '')) into.encrypted = true;
  if (type === 'text/calendar') {
    const calendar = textOf(bytes, part);
    if (!into.calendars.includes(calendar)) {
      into.calendars.push(calendar);
      addAttachment(bytes, part, into);
    }
    return;
  }
  const named = part.fileName !== null && part.fileName !== '';
  const shown = part.disposition !== 'attachment' && !(named && into.pieces.length > 0);
  if (mayBeBody && shown) {
    if (type === 'text/html') return addText(bytes, part, into, 'html');
    if (type === 'text/plain' || type === 'text/enriched' || type === 'text/richtext' || (type.startsWith('text/') && !named && type !== 'text/csv' && type !== 'text/vcard' && type !== 'text/x-vcard')) {
      return addText(bytes, part, into, /^text\/rfc822-headers$/.test(type) ? 'report' : 'plain');
    }
    if (/^message\/(?:delivery-status|global-delivery-status|disposition-notification|feedback-report|external-body)$/.test(type)) {
      return addText(bytes, part, into, 'report');
    }
  }
  addAttachment(bytes, part, into);
}

function walkAlternative(bytes: Buffer, part: MimePart, into: Gathering): void {
  const leaves = part.children.map((child) => ({ child, text: firstText(child) }));
  const plain = leaves.find(({ text }) => text?.type === 'text/plain' || text?.type === 'text/enriched');
  const html = leaves.find(({ text }) => text?.type === 'text/html');
  let chosen = plain ?? html ?? leaves[leaves.length - 1];
  if (plain?.text !== undefined && plain.text !== null && html?.text !== undefined && html.text !== null) {
    if (!isRealPlain(textOf(bytes, plain.text), textOf(bytes, html.text))) chosen = html;
  }
  if (chosen !== undefined) walk(bytes, chosen.child, into, true);
  for (const { child } of leaves) if (child !== chosen?.child) walkBesides(bytes, child, into);
}

/** Of an alternative that was not chosen, keep what is not text: calendars, pictures, files. */
function walkBesides(bytes: Buffer, part: MimePart, into: Gathering): void {
  if (part.type.startsWith('multipart/')) {
    for (const child of part.children) walkBesides(bytes, child, into);
  } else if (part.type === 'text/calendar' || part.disposition === 'attachment') walk(bytes, part, into, false);
  else if (!part.type.startsWith('text/')) walk(bytes, part, into, false);
}

function firstText(part: MimePart): MimePart | null {
  if (/^text\/(plain|html|enriched)$/.test(part.type) && part.disposition !== 'attachment') return part;
  if (!part.type.startsWith('multipart/')) return null;
  for (const child of part.children) {
    const found = firstText(child);
    if (found !== null) return found;
  }
  return null;
}

/** Whether a plain alternative is the message and not a remark that there is an HTML one. */
function isRealPlain(plain: string, html: string): boolean {
  const words = plain.replace(/\s+/g, ' ').trim();
  if (words === '') return false;
  if (words.length > 600) return !/<(?:html|body|table|div)\b/i.test(words.slice(0, 600));
  if (/<(?:html|body|table|div)\b/i.test(words)) return false;
  if (/(?:view|read|see|open).{0,40}(?:html|browser|online)|html.{0,30}(?:version|format|enabled|capable|support)|does not support html/i.test(words)) {
    return shownLength(html) < words.length * 2;
  }
  return words.length > 200 || words.length * 8 >= shownLength(html);
}

/** Characters of text that HTML shows, near enough to compare. */
function shownLength(html: string): number {
  let length = 0;
  let hidden = 0;
  const parser = new Parser({
    onopentag(name) {
      if (hidden > 0 || /^(?:style|script|head|title)$/.test(name)) hidden++;
    },
    onclosetag() {
      if (hidden > 0) hidden--;
    },
    ontext(text) {
      if (hidden === 0) length += text.replace(/\s+/g, ' ').length;
    },
  });
  parser.write(html.slice(0, 300_000));
  parser.end();
  return length;
}

function textOf(bytes: Buffer, part: MimePart): string {
  const content = decodeBody(bytes, part);
  let charset = part.params.get('charset') ?? null;
  if (part.type === 'text/html' && (charset === null || charset === '')) {
    charset = /<meta[^>]{0,200}charset\s*=\s*["']?([\w-]+)/i.exec(content.toString('latin1', 0, 2000))?.[1] ?? null;
  }
  if (charset === null && content.includes('\u001b$')) charset = 'iso-2022-jp';
  const text = decodeText(content, charset);
  return part.type === 'text/enriched' || part.type === 'text/richtext' ? unenrich(text) : text;
}

/** RFC 1896: commands in angles, `<<` for one angle, single line ends are spaces. */
function unenrich(text: string): string {
  // Behind the last closing command nothing can match the pattern, which would try from every opening.
  const closed = text.toLowerCase().lastIndexOf('</param>') + '</param>'.length;
  const head = closed > 8 ? text.slice(0, closed).replace(/<param>[\s\S]*?<\/param>/gi, '') + text.slice(closed) : text;
  return head
    .replace(/\r\n/g, '\n')
    .replace(/\n(\n*)/g, (_all, more: string) => (more === '' ? ' ' : more))
    .replace(/<<|<\/?[a-z][a-z-]*>/gi, (tag) => (tag === '<<' ? '<' : ''));
}

function addText(bytes: Buffer, part: MimePart, into: Gathering, kind: 'plain' | 'html' | 'report'): void {
  if (kind === 'plain' && part.encoding !== 'base64' && bytes.subarray(part.bodyStart, part.bodyEnd).includes('\nend')) {
    const uu = decodeUuencode(bytes.subarray(part.bodyStart, part.bodyEnd));
    if (uu !== null) {
      const charset = part.params.get('charset') ?? null;
      const text = `${decodeText(uu.before, charset)}${decodeText(uu.after, charset)}`;
      into.pieces.push({ kind, text, flowed: false, deleteSpace: false, message: null });
      into.attachments.push({ name: uu.name, type: 'application/octet-stream', content: uu.content, contentId: null });
      return;
    }
  }
  into.pieces.push({
    kind,
    text: textOf(bytes, part),
    flowed: (part.params.get('format') ?? '').toLowerCase() === 'flowed',
    deleteSpace: (part.params.get('delsp') ?? '').toLowerCase() === 'yes',
    message: null,
  });
}

function addAttachment(bytes: Buffer, part: MimePart, into: Gathering): void {
  const content = decodeBody(bytes, part);
  if (content.length === 0) return;
  const extension = extensions[part.type] ?? (part.type.startsWith('text/') ? 'txt' : 'bin');
  const base = part.fileName?.replace(/^.*[\\/]/, '').trim() ?? '';
  const fallback = part.type.startsWith('image/') ? 'image' : part.type === 'text/calendar' ? 'invite' : /signature/.test(part.type) ? 'signature' : 'attachment';
  const name = base === '' ? `${fallback}.${extension}` : /\.[A-Za-z0-9]{1,8}$/.test(base) ? base : `${base}.${extension}`;
  into.attachments.push({ name, type: part.type, content, contentId: part.contentId });
}
