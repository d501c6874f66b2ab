/**
 * Bytes to text in whatever charset a mail claims, or seems to have.
 *
 * iconv-lite decodes nearly everything (Node's TextDecoder gets windows-1252 wrong in several
 * releases, nodejs/node#56542 and its like); TextDecoder takes ISO-2022-JP, which iconv-lite lacks.
 */
import iconv from 'iconv-lite';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Whether the bytes are well-formed UTF-8. */
export function isUtf8(bytes: Buffer): boolean {
  try {
    utf8.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function isAscii(bytes: Buffer): boolean {
  for (let i = 0; i < bytes.length; i++) if ((bytes[i] ?? 0) > 0x7f) return false;
  return true;
}

/** Text of unknown charset: UTF-8 where it is well-formed, else windows-1252. */
export function decodeUnknown(bytes: Buffer): string {
  return isUtf8(bytes) ? bytes.toString('utf8') : iconv.decode(bytes, 'windows-1252');
}

const aliases: Readonly<Record<string, string>> = {
  'us-ascii': 'windows-1252',
  ascii: 'windows-1252',
  'ansi_x3.4-1968': 'windows-1252',
  'iso-8859-1': 'windows-1252',
  latin1: 'windows-1252',
  'iso-8859-8-i': 'iso-8859-8',
  'iso-8859-8-e': 'iso-8859-8',
  'iso-8859-9': 'windows-1254',
  'unicode-1-1-utf-7': 'utf-7',
  utf7: 'utf-7',
  'x-mac-roman': 'macroman',
  macintosh: 'macroman',
  'ks_c_5601-1987': 'cp949',
  ks_c_5601: 'cp949',
  'euc-kr': 'cp949',
  gb2312: 'gb18030',
  gbk: 'gb18030',
  'x-gbk': 'gb18030',
  'chinesebig5': 'big5',
  'x-sjis': 'shift_jis',
  'x-euc-jp': 'euc-jp',
};

/** Decodes text declared to be in `charset` (null: not declared). Never throws. */
export function decodeText(bytes: Buffer, charset: string | null): string {
  const label = (charset ?? '').trim().toLowerCase().replace(/^["']|["']$/g, '').replace(/^charset=/, '');
  if (label === '' || /^(unknown|x-unknown|unknown-8bit|default|none|binary|_autodetect.*|x-user-defined)$/.test(label)) {
    return decodeUnknown(bytes);
  }
  if (label === 'utf-8' || label === 'utf8') {
    return isUtf8(bytes) ? bytes.toString('utf8') : decodeBrokenUtf8(bytes);
  }
  if (/^(us-ascii|ascii|iso-8859-1|latin1)$/.test(label)) {
    // Programs that never set a charset claim these two; UTF-8 does not come about by accident.
    if (isAscii(bytes)) return bytes.toString('latin1');
    return decodeUnknown(bytes);
  }
  if (/^(iso-2022-jp|csiso2022jp)/.test(label)) return new TextDecoder('iso-2022-jp').decode(bytes);
  const name = aliases[label] ?? label.replace(/_/g, '-');
  if (iconv.encodingExists(name)) return iconv.decode(bytes, name);
  if (iconv.encodingExists(label)) return iconv.decode(bytes, label);
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return decodeUnknown(bytes);
  }
}

/** Mostly UTF-8 with a few bad bytes keeps its text; something else under that name is windows-1252. */
function decodeBrokenUtf8(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  let bad = 0;
  let good = 0;
  for (const character of text) {
    if (character === '\ufffd') bad++;
    else if (character > '\u007f') good++;
  }
  return bad > good ? iconv.decode(bytes, 'windows-1252') : text;
}
