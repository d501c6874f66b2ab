/**
 * Decides what of a search orders the answers and what they must fulfil.
 *
 * Plain words are a wish: notes that have all of them come first, then those that have some. As
 * soon as operators join words (OR, brackets, `line:`, an expression), every word is a condition.
 */
import type { QueryNode } from '#shared/search/query-tree.ts';

export interface QueryPlan {
  /** Plain words in order, as they were typed. */
  readonly words: string;
  /** Each stands in every answer as it is, in one passage with the words. */
  readonly phrases: readonly string[];
  /** What every answer fulfils besides. */
  readonly conditions: readonly QueryNode[];
  /** Words and phrases of the conditions that are to be there: they order the answers. */
  readonly ranking: readonly string[];
  /** Those of them that are marked wherever they stand. */
  readonly marked: readonly string[];
}

export function planQuery(root: QueryNode): QueryPlan {
  const parts = root.kind === 'all' ? root.parts : [root];
  const ranking = [...wanted(root, false)];
  const marked = [...wanted(root, true)];
  if (!parts.every(isPlain)) return { words: '', phrases: [], conditions: [root], ranking, marked };
  return {
    words: parts.flatMap((part) => (part.kind === 'word' ? [part.text] : [])).join(' '),
    phrases: parts.flatMap((part) => (part.kind === 'phrase' ? [part.text] : [])),
    conditions: parts.filter((part) => part.kind !== 'word' && part.kind !== 'phrase'),
    ranking,
    marked,
  };
}

function isPlain(node: QueryNode): boolean {
  switch (node.kind) {
    case 'word':
    case 'phrase':
    case 'tag':
    case 'property':
    case 'time':
      return true;
    case 'not':
      return isPlain(node.part);
    case 'place':
      return node.part.kind === 'word' || node.part.kind === 'phrase';
    case 'within':
      return node.part === null;
    default:
      return false;
  }
}

/** Words and phrases that an answer may have. Those of a line or of another case are marked where they matched only. */
function* wanted(node: QueryNode, outsideOnly: boolean): Generator<string> {
  if (node.kind === 'word' || node.kind === 'phrase') yield node.text;
  else if (node.kind === 'all' || node.kind === 'any') for (const part of node.parts) yield* wanted(part, outsideOnly);
  else if (!outsideOnly && (node.kind === 'case' || node.kind === 'within') && node.part !== null) yield* wanted(node.part, outsideOnly);
}
