/** Names for the parts of micromark's types that its own entry point does not export. */
import type { parse, postprocess } from 'micromark';

type ParseOptions = NonNullable<Parameters<typeof parse>[0]>;
export type Extension = NonNullable<ParseOptions['extensions']>[number];
export type ParseContext = ReturnType<typeof parse>;
export type Event = ReturnType<typeof postprocess>[number];
export type Token = Event[1];
export type TokenType = Token['type'];
export type TokenizeContext = Event[2];

type ConstructRecord = NonNullable<Extension['text']>;
export type Construct = Exclude<NonNullable<ConstructRecord[string]>, readonly unknown[]>;
type Tokenizer = Construct['tokenize'];
export type Effects = Parameters<Tokenizer>[0];
export type State = Parameters<Tokenizer>[1];
export type Code = Parameters<State>[0];
export type Resolver = NonNullable<Construct['resolveAll']>;

/** Tokens of Verso's own constructs. */
export type VersoTokenType =
  | 'wikilink'
  | 'versoComment'
  | 'versoMath'
  | 'versoFootnote'
  | 'versoData'
  | 'highlight'
  | 'highlightSequence'
  | 'highlightSequenceTemporary'
  | 'mathFlow'
  | 'commentFlow';

/** micromark's token names are an open set that only module augmentation can extend. */
export function tokenType(type: VersoTokenType): TokenType {
  return type as TokenType; // open set, see above
}

/** Line endings are the codes below -2; `null` is the end. */
export function isLineEnding(code: Code): boolean {
  return code !== null && code < -2;
}

/** Tabs, virtual spaces and spaces. */
export function isSpace(code: Code): boolean {
  return code === -2 || code === -1 || code === 32;
}

export function isWhite(code: Code): boolean {
  return code === null || code < 0 || code === 32 || (code > 126 && /\s/u.test(String.fromCharCode(code)));
}
