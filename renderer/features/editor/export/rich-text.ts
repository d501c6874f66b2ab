/** A text of a note as other programs paste it: plain HTML without anything of ours, and its words. */
import { getSchema } from '@tiptap/core';
import { loadMarkdown } from '#shared/document/load-markdown.ts';
import type { VaultPath } from '#shared/model/note-path.ts';
import { fileAddress } from '../../../api/file-address.ts';
import type { EditorContext } from '../rich/editor-context.ts';
import { schemaExtensions } from '../rich/schema-extensions.ts';
import { awaitedWork } from './drawing.ts';
import { fetchAsData } from './page-styles.ts';
import { drawBlocks } from './static-document.ts';

export interface RichText {
  readonly html: string;
  readonly text: string;
}

export async function richText(markdown: string, context: EditorContext): Promise<RichText> {
  const schema = getSchema([...schemaExtensions()]);
  const page = document.implementation.createHTMLDocument();
  const work = awaitedWork();
  const picture = (path: VaultPath): Promise<string | null> => fetchAsData(fileAddress(path));
  let prefixes = 0;
  const nextPrefix = (): string => `n${(prefixes += 1)}`;
  const blocks = drawBlocks(loadMarkdown(markdown, schema).doc, { page, schema, context, prefix: nextPrefix(), nextPrefix, later: work.later, picture, media: () => Promise.resolve(null), link: () => undefined });
  page.body.append(...blocks.filter((block) => block !== null));
  await work.settled();
  makePlain(page);
  return { html: page.body.innerHTML, text: wordsOf(page.body) };
}

function makePlain(page: Document): void {
  // Formulas as their TeX: other programs would paste the letters of KaTeX's layout one by one.
  for (const math of page.querySelectorAll('.math')) {
    const tex = math.querySelector('annotation')?.textContent;
    if (typeof tex !== 'string') continue;
    const code = page.createElement('code');
    code.textContent = tex;
    math.replaceChildren(code);
  }
  for (const box of page.querySelectorAll('input')) box.replaceWith(box.hasAttribute('checked') ? '☑ ' : '☐ ');
  for (const anchor of page.querySelectorAll('a:not([href]), a[href^="#"]')) anchor.replaceWith(...anchor.childNodes);
  for (const element of page.body.querySelectorAll('*')) {
    for (const name of element.getAttributeNames()) if (/^(?:class|id|dir|draggable|aria-|data-)/u.test(name)) element.removeAttribute(name);
  }
  for (const span of page.body.querySelectorAll('span')) if (span.attributes.length === 0) span.replaceWith(...span.childNodes);
}

/** As a reader sees them; only what is laid out has lines. */
function wordsOf(body: HTMLElement): string {
  const shown = document.createElement('div');
  shown.style.cssText = 'position:fixed;inset-inline-start:-10000px;width:600px;white-space:pre-line';
  shown.setAttribute('aria-hidden', 'true');
  shown.append(...[...body.childNodes].map((node) => document.importNode(node, true)));
  document.body.append(shown);
  const words = shown.innerText.trim();
  shown.remove();
  return words;
}
