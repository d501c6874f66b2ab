/**
 * Decides whether a question needs the vault: small talk, work on a given text and requests about
 * the form of the last answer do not; whatever is personal, dated or named does; for the rest a
 * free look decides.
 */
import type { ChatMode } from '#shared/model/chat.ts';
import { contentWords, fold, searchWords } from '../search/words.ts';

export type GateDecision =
  /** Nothing of the vault is needed. */
  | { readonly kind: 'none'; readonly reason: 'mode' | 'small-talk' | 'given-text' | 'form' | 'covered' }
  /** Look, and say when nothing is there. */
  | { readonly kind: 'look'; readonly reason: 'mode' | 'personal' | 'dated' | 'named' }
  /** Look; use what is found only where it fits. */
  | { readonly kind: 'probe' };

export interface GateInput {
  readonly question: string;
  readonly mode: ChatMode;
  readonly isFollowUp: boolean;
  /** The text of the passages that earlier answers cited; '' where there are none. */
  readonly buffer: string;
}

const smallTalk = new Set(
  (
    'hi hello hey hiya yo howdy thanks thank thx ty cheers great nice cool good ok okay perfect wow bye goodbye morning afternoon evening ' +
    'night day there you very much so lol welcome please sorry hallo danke moin tschüss guten morgen tag abend merci bonjour salut hola ' +
    'gracias adiós ciao grazie olá obrigado how are doing going is it'
  )
    .split(' ')
    .map(fold),
);

/** Begins with a verb that works on a text, which then follows. */
const worksOnText =
  /^(?:please\s+|can you\s+|could you\s+)*(?:re-?write|rephrase|paraphrase|translate|summari[sz]e|shorten|expand|proof-?read|correct|fix|improve|simplify|format|polish|edit|continue)\b/i;
const givenText = /(?:[:：]\s*\S[\s\S]{15,}|\n\s*\S[\s\S]{15,}|["“«][^"”»]{15,}["”»])\s*$/;

/** About the last answer's form and not its matter. */
const aboutForm =
  /^(?:(?:and|now|please|ok(?:ay)?|can you|could you)[\s,]+)*(?:(?:make|put|give|write|say|show|translate|explain|repeat|rewrite|rephrase|summari[sz]e)\s+(?:it|that|this|them|me that|me this)\b|(?:a bit |much |even )?(?:shorter|longer|simpler|briefer|again)\b|as (?:a )?(?:table|list|bullets?|bullet points|one sentence)|in (?:one sentence|a table|bullets?|bullet points|plain words|english|german|french|spanish|italian|portuguese|japanese|chinese))/i;
const shortFollowUpWords = 14;

const personal = /(?<![\p{L}\p{N}])(?:i|me|my|mine|myself|we|us|our|ours|ich|mir|mich|mein\p{L}*|wir|uns|unser\p{L}*|je|moi|mon|mes|nous|notre|yo|mi|mis|nosotros|nuestro)(?![\p{L}\p{N}])|[我私僕俺]/iu;

const dated =
  /(?<![\p{L}\p{N}])(?:\d{4}-\d{2}|(?:19|20)\d{2}|\d{1,2}[./]\d{1,2}[./]?\d{0,4}|yesterday|today|tonight|tomorrow|recent(?:ly)?|latest|last|next|ago|mon(?:day)?|tues?(?:day)?|wednes(?:day)?|thurs?(?:day)?|fri(?:day)?|satur(?:day)?|sun(?:day)?|jan(?:uary)?|feb(?:ruary)?|march|april|june|july|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|gestern|heute|morgen)(?![\p{L}\p{N}])|[昨今明]日/iu;

/** Wikilinks, mentions, tags, quoted names, addresses, and capitals that no sentence begins with. */
const explicitName = /\[\[|(?<![\p{L}\p{N}])[@#][\p{L}\p{N}]|["“«][^"”»]{2,60}["”»]|\S@\S+\.\S/u;
const innerCapital = /[\p{L}\p{N},;)]\s+["'(]?(?!I\b|I['’])\p{Lu}[\p{L}\p{N}]*/u;
const bareName = /^["'(]?\p{Lu}[\p{L}]+(?:\s+\p{Lu}[\p{L}]+)+/u;
const cjk = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

const explicit = /["“«]([^"”»]{2,60})["”»]|\[\[([^\]|#]+)[^\]]*\]\]/gu;
const capitalised = /(?<=[\p{L}\p{N},;)]\s+["'(]?)(?!I\b|I['’])\p{Lu}[\p{L}\p{N}]+(?:\s+\p{Lu}[\p{L}\p{N}]+)*/gu;

/** The names of a question, quoted, linked or capitalised, as they must be found in a passage. */
export function namesIn(question: string): readonly string[] {
  const named = [...question.matchAll(explicit)].map((match) => match[1] ?? match[2] ?? '');
  const found = question.replace(explicit, ' ').match(capitalised) ?? [];
  return [...new Set([...found, ...named].map((name) => name.trim()).filter((name) => name !== ''))];
}

/** The share of the question's content words that a text holds, 0 to 1. */
export function coverage(question: string, text: string): number {
  const asked = contentWords(searchWords(question));
  if (asked.length === 0) return 0;
  const present = new Set(searchWords(text));
  return asked.filter((word) => present.has(word)).length / asked.length;
}

function isSmallTalk(question: string): boolean {
  const words = searchWords(question);
  return words.length > 0 && words.length <= 6 && words.every((word) => smallTalk.has(word));
}

function isCovered({ question, buffer }: GateInput): boolean {
  if (buffer === '') return false;
  const folded = fold(buffer);
  return namesIn(question).every((name) => folded.includes(fold(name))) && coverage(question, buffer) === 1;
}

export function decideRetrieval(input: GateInput): GateDecision {
  const { mode, isFollowUp } = input;
  const question = input.question.trim();
  if (mode === 'general') return { kind: 'none', reason: 'mode' };
  if (mode === 'notes') return { kind: 'look', reason: 'mode' };
  if (isSmallTalk(question)) return { kind: 'none', reason: 'small-talk' };
  if (worksOnText.test(question) && givenText.test(question)) return { kind: 'none', reason: 'given-text' };
  const isShort = searchWords(question).length <= shortFollowUpWords;
  if (isFollowUp && isShort && aboutForm.test(question)) return { kind: 'none', reason: 'form' };
  if (isFollowUp && isCovered({ ...input, question })) return { kind: 'none', reason: 'covered' };
  if (personal.test(question)) return { kind: 'look', reason: 'personal' };
  if (dated.test(question)) return { kind: 'look', reason: 'dated' };
  if (explicitName.test(question) || innerCapital.test(question) || bareName.test(question) || cjk.test(question)) {
    return { kind: 'look', reason: 'named' };
  }
  return { kind: 'probe' };
}
