/**
 * Images and embeds: shows what the vault has (pictures, notes, PDF, sound, film), and a card that
 * says what it is for everything else. Nothing outside the vault is ever loaded.
 */
import type { Node } from '@tiptap/pm/model';
import { NodeSelection } from '@tiptap/pm/state';
import type { EditorView, NodeView } from '@tiptap/pm/view';
import { parseWikilink } from '#shared/markdown/wikilink.ts';
import { fileNameOf, isNotePath, type VaultPath } from '#shared/model/note-path.ts';
import { isImageName, isInlineImage, linkTarget, parseImageSize, type ImageSize } from '../../links/link-target.ts';
import { mediaEmbed, mediaKind } from '../../embed/media-embed.ts';
import { noteEmbed, type EmbedPart, type PaneMaker } from '../../embed/note-embed.ts';
import { pdfEmbed } from '../../embed/pdf-embed.ts';
import type { EditorContext } from '../editor-context.ts';
import { reopenAtom } from '../reopen-atom.ts';
import { createButton, createElement } from './dom-parts.ts';
import { imagePart } from './image-part.ts';

interface Embed {
  /** As written, to be looked up in the vault; null for what is not in the vault. */
  readonly target: string | null;
  /** An address that carries its bytes itself. */
  readonly inlineSource: string | null;
  readonly remoteUrl: string | null;
  readonly description: string;
  readonly size: ImageSize | null;
}

interface Card {
  readonly kind: 'remote' | 'blocked' | 'file' | 'missing';
  readonly title: string;
  readonly detail: string;
  readonly url?: string;
  readonly target?: string;
  readonly action?: HTMLElement;
}

export function embedView(node: Node, view: EditorView, getPosition: () => number | undefined, context: EditorContext, makePane: PaneMaker): NodeView {
  const dom = createElement('span', 'picture');
  let embed = readEmbed(node);
  let shown: { readonly key: string; readonly part: EmbedPart } | null = null;

  const put = (key: string, make: () => EmbedPart): void => {
    if (shown?.key === key) return;
    shown?.part.destroy();
    for (const name of ['wikilink', 'link', 'href']) delete dom.dataset[name];
    for (const name of ['role', 'aria-label', 'title']) dom.removeAttribute(name);
    shown = { key, part: make() };
  };
  const putCard = (card: Card): void => put(JSON.stringify([card.kind, card.title, card.detail, card.url, card.target]), () => showCard(dom, card));
  const putImage = (source: string): void =>
    put(JSON.stringify([source, embed.size, embed.description]), () =>
      imagePart(dom, { source, size: embed.size, description: embed.description, view, getPosition, context, onError: () => putCard({ kind: 'missing', title: context.say('image.broken', { name: embed.description }), detail: '' }) }),
    );

  const show = (): void => {
    const { inlineSource, remoteUrl, target, description } = embed;
    if (inlineSource !== null) return putImage(inlineSource);
    if (remoteUrl !== null) {
      return putCard({ kind: 'remote', title: description || context.say('image.remote', { host: hostOf(remoteUrl) }), detail: context.say('image.remoteWhy', { url: remoteUrl }), url: remoteUrl });
    }
    if (target === null) return putCard({ kind: 'blocked', title: context.say('image.blocked'), detail: description });
    const known = context.resolver.peek(target);
    if (known !== undefined) showFound(target, known.path);
    else if (shown === null) putCard({ kind: 'file', title: fileNameOf(target), detail: '' });
    void context.resolver.resolve(target).then((found) => {
      if (found !== null && embed.target === target) showFound(target, found.path);
    });
  };

  const showFound = (target: string, path: VaultPath | null): void => {
    if (path === null) return showMissing(target);
    const { heading } = parseWikilink(target);
    if (isImageName(path)) return putImage(context.fileUrl(path));
    if (isNotePath(path)) {
      return put(`note ${path} ${target}`, () => noteEmbed(dom, { path, target, context, schema: view.state.schema, makePane, edit: context.trail.length === 0 ? edit : null }));
    }
    if (/\.pdf$/iu.test(path)) return put(`pdf ${path} ${heading ?? ''}`, () => pdfEmbed(dom, path, heading, context));
    const kind = mediaKind(path);
    if (kind !== null) return put(JSON.stringify([kind, path, embed.size]), () => mediaEmbed(dom, kind, context.fileUrl(path), path, embed.size, context));
    putCard({ kind: 'file', title: fileNameOf(path), detail: context.say(fileKind(path)), target });
  };

  const showMissing = (target: string): void => {
    const { target: name } = parseWikilink(target);
    const isNote = !/\.[a-z0-9]{1,10}$/iu.test(name) || isNotePath(name);
    putCard({
      kind: 'missing',
      title: context.say('embed.missing', { name: target }),
      detail: '',
      target: isNote ? target : '',
      ...(isNote && context.trail.length === 0
        ? { action: createButton('embed-action edit-only', context.say('embed.create'), (event) => context.openLink(target, { newTab: event.ctrlKey || event.metaKey })) }
        : {}),
    });
  };

  const edit = (): void => {
    const position = getPosition();
    if (position === undefined || !view.editable) return;
    view.dispatch(view.state.tr.setSelection(NodeSelection.create(view.state.doc, position)));
    view.focus();
    reopenAtom(view.state, (tr) => view.dispatch(tr));
  };

  const stop = context.resolver.onChange(show);
  show();
  return {
    dom,
    update(next) {
      if (next.type !== node.type) return false;
      embed = readEmbed(next);
      show();
      return true;
    },
    stopEvent: (event) => event.target instanceof Element && event.target.closest('.embed-live, button, [role=slider]') !== null && dom.contains(event.target),
    ignoreMutation: () => true,
    destroy() {
      stop();
      shown?.part.destroy();
    },
  };
}

function showCard(dom: HTMLElement, { kind, title, detail, url, target, action }: Card): EmbedPart {
  dom.className = `picture embed-card embed-${kind}`;
  const name = createElement('span', 'embed-title', title);
  name.dir = 'auto';
  dom.replaceChildren(name);
  if (detail !== '') dom.append(createElement('span', 'embed-detail', detail));
  if (action !== undefined) dom.append(action);
  if (target !== undefined && target !== '' && kind === 'file') dom.dataset.wikilink = target;
  if (url !== undefined) {
    dom.dataset.link = 'external';
    dom.dataset.href = url;
  }
  return { destroy: () => undefined };
}

function fileKind(path: string): string {
  if (/\.canvas$/iu.test(path)) return 'embed.canvas';
  return /\.base$/iu.test(path) ? 'embed.base' : 'embed.file';
}

function readEmbed(node: Node): Embed {
  if (node.type.name === 'embed') {
    const target = String(node.attrs['target']);
    const alias = typeof node.attrs['alias'] === 'string' ? node.attrs['alias'] : '';
    const size = parseImageSize(alias.split('|').at(-1) ?? '');
    return { target, inlineSource: null, remoteUrl: null, description: size === null ? alias || target : target, size };
  }
  const source = String(node.attrs['src']);
  const alt = typeof node.attrs['alt'] === 'string' ? node.attrs['alt'] : '';
  const parts = alt.split('|');
  const size = parseImageSize(parts.at(-1) ?? '');
  const description = size === null ? alt : parts.slice(0, -1).join('|');
  if (isInlineImage(source)) return { target: null, inlineSource: source, remoteUrl: null, description, size };
  const target = linkTarget(source);
  return {
    target: target.kind === 'vault' ? target.target : null,
    inlineSource: null,
    remoteUrl: target.kind === 'external' ? target.url : null,
    description: description || (target.kind === 'vault' ? target.target : ''),
    size,
  };
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
