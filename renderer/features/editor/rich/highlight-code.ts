/** Reads code with highlight.js's grammars. A file of its own so that they load lazily. */
import { common, createLowlight } from 'lowlight';

export interface CodeToken {
  readonly from: number;
  readonly to: number;
  readonly className: string;
}

export type Highlighter = (code: string, language: string) => readonly CodeToken[];

interface TreeNode {
  readonly type: string;
  readonly value?: string;
  readonly properties?: { readonly className?: unknown };
  readonly children?: readonly TreeNode[];
}

const lowlight = createLowlight(common);

/** Nothing for a language that is not known. */
export const highlightCode: Highlighter = (code, language) => {
  const name = language.toLowerCase().replace(/^\{?\.?|\}$/gu, '');
  if (!lowlight.registered(name)) return [];
  const tokens: CodeToken[] = [];
  let at = 0;
  const walk = (node: TreeNode, classes: readonly string[]): void => {
    if (node.type === 'text') {
      const end = at + (node.value ?? '').length;
      if (classes.length > 0 && end > at) tokens.push({ from: at, to: end, className: classes.join(' ') });
      at = end;
      return;
    }
    const own: unknown = node.properties?.className;
    const inner = Array.isArray(own) ? [...classes, ...own.map(String)] : classes;
    for (const child of node.children ?? []) walk(child, inner);
  };
  walk(lowlight.highlight(name, code), []);
  return tokens;
};
