/**
 * Draws a document as HTML that needs nothing but itself: no script, no editor, no address that is
 * fetched. Each element is made here from the document's nodes; text is only ever text.
 */
import { DOMSerializer, type DOMOutputSpec, type Mark, type Node } from '@tiptap/pm/model';
import { parseWikilink, wikilinkLabel } from '#shared/markdown/wikilink.ts';
import { linkTarget } from '../links/link-target.ts';
import { isVersoBlock } from '../queries/verso-block.ts';
import { calloutKindOf } from '../rich/callout-kinds.ts';
import { isQuery } from '../embed/query-results.ts';
import { isDiagram, isHtml } from '../rich/caret-block.ts';
import { isOver, taskMarkKey } from '../rich/task-marks.ts';
import { element, type Drawing } from './drawing.ts';
import { noteNumbers } from './note-numbers.ts';
import { drawEmbed } from './static-embed.ts';
import { drawQuery } from './static-query.ts';
import { drawCode, drawDiagram, drawHtml, drawMath } from './static-source.ts';
import { drawVerso } from './static-verso.ts';
import { rawTag, wearTags } from './worn-tags.ts';

/** The top-level blocks of a document, null where there is nothing to be read; what is awaited is told to `drawing.later`. */
export function drawBlocks(doc: Node, drawing: Drawing): readonly (HTMLElement | null)[] {
  const serializer = staticSerializer(doc, drawing);
  const holder = element(drawing, 'div');
  return doc.children.map((child) => {
    holder.replaceChildren(serializer.serializeNode(child, { document: drawing.page }));
    for (const empty of holder.querySelectorAll(`.${leftOut}`)) empty.remove();
    for (const text of holder.querySelectorAll(`.${onlyText}`)) text.replaceWith(...text.childNodes);
    const drawn = holder.querySelector<HTMLElement>(':scope > *');
    drawn?.remove();
    return drawn;
  });
}

/** The serializer wants an element for each node: these are gone again once a block is drawn. */
const leftOut = 'left-out';
const onlyText = 'only-text';

function staticSerializer(doc: Node, drawing: Drawing): DOMSerializer {
  const { page, context, prefix } = drawing;
  const numbers = noteNumbers(doc);
  const referred = new Set<string>();
  const block = <K extends keyof HTMLElementTagNameMap>(tag: K, className = ''): HTMLElementTagNameMap[K] => {
    const made = element(drawing, tag, className);
    made.dir = 'auto';
    return made;
  };
  const draw = (nodes: readonly Node[], into: HTMLElement): void => into.append(...nodes.map((node) => serializer.serializeNode(node, { document: page })));
  const text = (node: Node, into: HTMLElement): HTMLElement => {
    serializer.serializeFragment(node.content, { document: page }, into);
    wearTags(into);
    for (const id of into.querySelectorAll('.block-id')) id.className = leftOut;
    return into;
  };
  const nothing = (): DOMOutputSpec => element(drawing, 'span', leftOut);

  const listItem = (node: Node): HTMLElement => {
    const item = block('li');
    const mark: unknown = node.attrs['checked'];
    if (typeof mark !== 'string') {
      draw(node.children, item);
      return item;
    }
    item.className = isOver(mark) ? 'task task-done' : 'task';
    const key = taskMarkKey(mark);
    const done = mark === 'x' || mark === 'X';
    const box = element(drawing, 'input');
    box.type = 'checkbox';
    // As attributes: properties are lost when the page is written down.
    box.toggleAttribute('checked', done);
    box.toggleAttribute('disabled', true);
    box.setAttribute('aria-label', context.say('task.label', { mark: key === null ? context.say('task.other', { mark }) : context.say(`task.marks.${key}`) }));
    item.append(box);
    if (mark !== ' ' && !done) item.append(element(drawing, 'span', 'task-mark', `[${mark}]`));
    const words = element(drawing, 'div', 'task-text');
    draw(node.children, words);
    item.append(words);
    return item;
  };

  const callout = (node: Node): HTMLElement => {
    const written = (String(node.attrs['kind']).split('|')[0] ?? '').trim();
    const box = block('div', 'callout');
    box.dataset['kind'] = calloutKindOf(written);
    const [title, ...rest] = node.children;
    const head = block('div', 'callout-title');
    if (title !== undefined && title.content.size > 0) text(title, head);
    else head.textContent = written.charAt(0).toUpperCase() + written.slice(1).toLowerCase();
    box.append(head);
    draw(rest, box);
    return box;
  };

  const table = (node: Node): HTMLElement => {
    const drawn = element(drawing, 'table');
    const isHead = (row: Node): boolean => row.childCount > 0 && row.children.every((cell) => cell.type.name === 'tableHeader');
    const [first] = node.children;
    const headed = first !== undefined && isHead(first);
    if (headed) {
      // Repeated on each page that the table goes over.
      const head = element(drawing, 'thead');
      draw([first], head);
      drawn.append(head);
    }
    const body = element(drawing, 'tbody');
    draw(node.children.slice(headed ? 1 : 0), body);
    drawn.append(body);
    return drawn;
  };

  const cell = (tag: 'td' | 'th') => (node: Node): HTMLElement => {
    const drawn = block(tag);
    const align: unknown = node.attrs['align'];
    if (align === 'left' || align === 'center' || align === 'right') drawn.style.textAlign = align;
    for (const paragraph of node.children) text(paragraph, drawn);
    return drawn;
  };

  const footnoteRef = (node: Node): HTMLElement => {
    const label = String(node.attrs['label']);
    const number = numbers.get(label);
    const mark = element(drawing, 'sup', 'footnote-mark');
    const name = String(number?.number ?? label);
    if (number?.defined !== true) {
      mark.textContent = name;
      return mark;
    }
    const anchor = element(drawing, 'a', '', name);
    anchor.href = `#${prefix}-footnote-${name}`;
    if (!referred.has(label)) anchor.id = `${prefix}-mark-${name}`;
    referred.add(label);
    mark.append(anchor);
    return mark;
  };

  const footnote = (node: Node): HTMLElement => {
    const label = String(node.attrs['label']);
    const number = numbers.get(label);
    const name = String(number?.number ?? label);
    const drawn = block('div', 'footnote');
    drawn.id = `${prefix}-footnote-${name}`;
    const isReferred = number?.referred === true;
    const mark = element(drawing, isReferred ? 'a' : 'span', 'footnote-number', name);
    if (isReferred) mark.setAttribute('href', `#${prefix}-mark-${name}`);
    const words = element(drawing, 'div');
    draw(node.children, words);
    drawn.append(mark, words);
    return drawn;
  };

  const leadsTo = (anchor: HTMLElement, target: string): void =>
    drawing.later(
      context.resolver.resolve(target).then((found) => {
        if (found !== null && found.path !== null) drawing.link({ anchor, path: found.path, line: found.line });
      }),
    );

  const wikilink = (node: Node): HTMLElement => {
    const target = String(node.attrs['target']);
    const alias = typeof node.attrs['alias'] === 'string' ? node.attrs['alias'] : undefined;
    const link = parseWikilink(target);
    const anchor = element(drawing, 'a', '', wikilinkLabel(alias === undefined ? link : { ...link, alias }) || target);
    leadsTo(anchor, target);
    return anchor;
  };

  const link = (mark: Mark): HTMLElement => {
    const target = linkTarget(String(mark.attrs['href']));
    if (target.kind === 'blocked') return element(drawing, 'span');
    const anchor = element(drawing, 'a');
    if (typeof mark.attrs['title'] === 'string') anchor.title = mark.attrs['title'];
    if (target.kind === 'vault') leadsTo(anchor, target.target);
    else {
      anchor.href = target.url;
      anchor.rel = 'noopener noreferrer';
    }
    return anchor;
  };

  const rawBlock = (node: Node): DOMOutputSpec => {
    const source = node.textContent;
    if (isHtml(source)) return drawHtml(source, drawing);
    // Comments and definitions of addresses say nothing to a reader.
    if (/^\s*(?:%%|<!--|<\?|<!|\[[^\]]+\]:)/u.test(source)) return nothing();
    return drawCode(source, null, drawing);
  };

  const nodes: Record<string, (node: Node) => DOMOutputSpec> = {
    hardBreak: () => page.createElement('br'),
    softBreak: () => element(drawing, 'span', onlyText, '\n'),
    // What is embedded may be blocks, which no `p` can hold once the page is read again.
    paragraph: (node) => text(node, node.children.some((child) => child.type.name === 'embed' || child.type.name === 'image') ? block('div', 'paragraph') : block('p')),
    heading: (node) => text(node, block(headingTags[Number(node.attrs['level']) - 1] ?? 'h6')),
    blockquote: () => filled(block('blockquote')),
    bulletList: () => filled(element(drawing, 'ul')),
    orderedList: (node) => {
      const list = element(drawing, 'ol');
      if (node.attrs['start'] !== 1) list.start = Number(node.attrs['start']);
      return filled(list);
    },
    listItem,
    callout,
    calloutTitle: () => nothing(),
    table,
    tableRow: () => filled(element(drawing, 'tr')),
    tableCell: cell('td'),
    tableHeader: cell('th'),
    footnoteDefinition: footnote,
    footnoteRef,
    inlineFootnote: (node) => element(drawing, 'small', 'aside', `[${String(node.attrs['text'])}]`),
    wikilink,
    image: (node) => drawEmbed(node, drawing, drawBlocks),
    embed: (node) => drawEmbed(node, drawing, drawBlocks),
    mathInline: (node) => drawMath(String(node.attrs['tex']), node.attrs['display'] === true, 'span', drawing),
    mathBlock: (node) => drawMath(node.textContent, true, 'div', drawing),
    codeBlock(node) {
      if (isDiagram(node)) return drawDiagram(node.textContent, drawing);
      if (isVersoBlock(node)) return drawVerso(node.textContent, drawing);
      return isQuery(node) ? drawQuery(node.textContent, drawing) : drawCode(node.textContent, language(node), drawing);
    },
    rawBlock,
    rawInline: (node) => (String(node.attrs['source']).startsWith('<!--') ? nothing() : rawTag(String(node.attrs['source']), page)),
    comment: nothing,
    frontmatter: nothing,
    horizontalRule: () => page.createElement('hr'),
  };
  const inline = (tag: 'strong' | 'em' | 's' | 'mark' | 'code' | 'span', className = '') => (): DOMOutputSpec => element(drawing, tag, className);
  const marks: Record<string, (mark: Mark) => DOMOutputSpec> = {
    link,
    bold: inline('strong'),
    italic: inline('em'),
    strike: inline('s'),
    highlight: inline('mark'),
    code: inline('code'),
    tag: inline('span', 'tag'),
    inlineField: inline('span', 'field'),
    blockId: inline('span', 'block-id'),
  };
  const serializer = new DOMSerializer(nodes, marks);
  return serializer;
}

const headingTags = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'] as const;

/** The serializer fills it with the node's content. */
function filled(dom: HTMLElement): DOMOutputSpec {
  return { dom, contentDOM: dom };
}

function language(node: Node): string | null {
  const written: unknown = node.attrs['language'];
  return typeof written === 'string' && written !== '' ? written : null;
}
