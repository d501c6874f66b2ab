/** Finds where a reply's own words end: the earlier messages it repeats, and its signature. */
// oxlint-disable-next-line typescript/triple-slash-reference -- planer has no types; every project that reads this file must find ours
/// <reference path="./planer.d.ts" />
import planer from 'planer';

/** Lines `[from, to)` that repeat an earlier message. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
}

const mostLines = 1000;
const longestLine = 500;

/** Attribution lines ("On … wrote:") that planer does not know, each over one to three lines. */
const attributions: readonly RegExp[] = [
  /^(?:on|le|am|el|il|em|op|den|w dniu|dnia|pe|na)\b.{4,300}\b(?:wrote|writes|schrieb|escribi[oó]|ha scritto|escreveu|a écrit|schreef|skrev|napisał|napsal|kirjoitti)\s*(?:[^\n]{0,120})?[:：]\s*$/iu,
  /^.{2,200}\b(?:wrote|writes|schrieb|escribi[oó]|ha scritto|escreveu|a écrit|schreef|skrev|napisał\(a\)|napisał|пишет|написал|написала)\s*(?:\((?:on )?[^)]{4,60}\))?\s*[:：]\s*$/iu,
  /^\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日.{0,200}(?:[:：]|写道|寫道|のメール|wrote)\s*[:：]?\s*$/u,
  /^.{2,200}(?:写道|寫道|さんは書きました|のメール)\s*[:：]\s*$/u,
  /^\d{4}년\s*\d{1,2}월\s*\d{1,2}일.{0,200}(?:작성|님이 작성)\s*[:：]\s*$/u,
  /^.{0,40}\d{1,2}[./ ].{2,20}\d{2,4}.{0,160}(?:пишет|написал|написала|написал\(а\))\s*[:：]\s*$/iu,
];

/** The top of a forwarded or replied-to message as Outlook and its kin write it. */
const headerBlockLine =
  /^\s*[*]?(?:from|sent|to|cc|subject|date|von|gesendet|an|betreff|datum|de|envoyé|envoye|à|a|objet|enviado|enviado el|para|asunto|assunto|da|inviato|oggetto|van|verzonden|aan|onderwerp|från|fra|skickat|sendt|til|emne|от|кому|тема|отправлено|дата|发件人|发送时间|收件人|主题|寄件者|寄件日期|收件者|主旨|差出人|送信日時|宛先|件名|보낸 사람|보낸 날짜|받는 사람|제목)\s?[*]?[:：]/iu;

const separatorLine =
  /^\s*[-_]{2,}\s*(?:original message|reply message|ursprüngliche nachricht|mensaje original|message d'origine|messaggio originale|mensagem original|oorspronkelijk bericht|исходное сообщение|原始邮件|原始郵件|元のメッセージ|원본 메시지)\s*[-_]{2,}\s*$/iu;
const forwardLine =
  /^\s*[-=]{2,}\s*(?:forwarded message|weitergeleitete nachricht|mensaje reenviado|message transféré|messaggio inoltrato|mensagem encaminhada|doorgestuurd bericht|пересылаемое сообщение|转发的邮件|forwarded by).*?[-=]*\s*$|^\s*begin forwarded message:\s*$/iu;

/** Whether these lines open with a forward: what follows is new to the reader and is not folded. */
export function beginsForward(lines: readonly string[]): boolean {
  for (const line of lines) {
    if (line.trim() === '') continue;
    return forwardLine.test(line.replace(/^>\s?/, ''));
  }
  return false;
}

/** The part of a plain text that repeats earlier messages, or null. Interleaved replies give null. */
export function findQuoted(allLines: readonly string[]): LineRange | null {
  const lines = allLines.slice(0, mostLines).map((line) => line.slice(0, longestLine));
  if (lines.every((line) => line.trim() === '')) return null;
  const markers = markLines(lines);
  if (/^[te]*f/.test(markers)) return null;
  const flags: { wereLinesDeleted?: boolean; firstLine?: number; lastLine?: number } = {};
  planer.processMarkedLines([...lines], markers, flags);
  if (flags.wereLinesDeleted !== true) return null;
  const from = Math.max(0, flags.firstLine ?? 0);
  const last = flags.lastLine ?? lines.length;
  const to = last >= lines.length ? allLines.length : last;
  return from < to ? { from, to } : null;
}

/** How every splitter that planer knows begins; only such lines are worth its patterns. */
const splitterStart =
  /^(?:[-_\s>*:]*(?:on|le|w dniu|op|am|på|den|from|van|de|von|fra|från|date|datum|envoyé|skickat|sendt|original|reply|urspr|antwort|oprindelig)(?![\p{L}\p{N}])|[-\s]*(?:original|reply|urspr|antwort|oprindelig)|\s*\d|\S{3,10}, \d|_+$)/iu;
const splitterLines = 4;

function markLines(lines: readonly string[]): string {
  const marks: string[] = lines.map((line) => (line.trim() === '' ? 'e' : line.startsWith('>') ? 'm' : 't'));
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    if (marks[i] !== 't') continue;
    if (splitterStart.test(line)) {
      const found = planer.markMessageLines(lines.slice(i, i + splitterLines));
      for (let k = 0; found[k] === 's' && k < splitterLines; k++) marks[i + k] = 's';
    }
    const first = line.trimStart()[0] ?? '';
    if ('-_='.includes(first) && separatorLine.test(line)) marks[i] = 's';
    else if ('-_=bB'.includes(first) && forwardLine.test(line)) marks[i] = 'f';
    else if (/^.{0,40}[:：]/.test(line) && headerBlockLine.test(line)) markHeaderBlock(lines, marks, i);
    else markAttribution(lines, marks, i);
    if (marks[i] === 's') while (marks[i + 1] === 's') i++;
  }
  return marks.join('');
}

/** One `Date: Friday` is an announcement; a block of such lines is a quoted head. */
function markHeaderBlock(lines: readonly string[], marks: string[], i: number): void {
  const block = lines.slice(i, i + 6).filter((each) => headerBlockLine.test(each)).length;
  if (block >= 3) marks[i] = 's';
  else if (marks[i] === 's') marks[i] = 't';
}

function markAttribution(lines: readonly string[], marks: string[], i: number): void {
  for (let span = 1; span <= 3; span++) {
    const last = lines[i + span - 1] ?? '';
    if (last.trim() === '') return;
    if (!/[:：]\s*$/.test(last) && !/(?:写道|寫道|のメール)\s*$/.test(last)) continue;
    const joined = lines
      .slice(i, i + span)
      .map((each) => each.trim())
      .join(' ');
    // Over several lines only what opens like an attribution, else the line before one joins it.
    const patterns = span === 1 ? attributions : attributions.slice(0, 1);
    if (!patterns.some((pattern) => pattern.test(joined))) continue;
    const next = lines.slice(i + span).find((each) => each.trim() !== '');
    // "as Ada wrote:" followed by no quotation is a sentence, unless it begins like an attribution.
    if (next === undefined || next.startsWith('>') || attributions[0]?.test(joined) === true || /\d/.test(joined)) {
      for (let k = i; k < i + span; k++) marks[k] = 's';
    }
    return;
  }
}

/** Index of the line that begins the signature, or null. */
export function findSignature(lines: readonly string[]): number | null {
  for (let i = lines.length - 1; i >= Math.max(0, lines.length - 25); i--) {
    if (/^(?:-- ?|—)$/.test(lines[i] ?? '')) return i > 0 ? i : null;
  }
  let last = lines.length - 1;
  while (last >= 0 && (lines[last] ?? '').trim() === '') last--;
  const tail = lines[last] ?? '';
  const mobile =
    /^(?:sent from my|sent via|get outlook for|envoyé de mon|von meinem .{2,30} gesendet|enviado desde mi|inviato da|enviado do meu|отправлено с|从我的|iphoneから送信|나의 .{2,20}에서 보냄).{0,60}$/iu;
  return last > 0 && mobile.test(tail.trim()) ? last : null;
}
