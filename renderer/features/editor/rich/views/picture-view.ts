/**
 * Images and embeds: pictures of the vault are shown, everything else is a card that says what it
 * is and opens it. Nothing outside the vault is ever loaded.
 */
import type { Node } from '@tiptap/pm/model';
import type { NodeView } from '@tiptap/pm/view';
import { fileNameOf, isNotePath, type VaultPath } from '#shared/model/note-path.ts';
import { isImageName, isInlineImage, linkTarget, parseImageSize } from '../../links/link-target.ts';
import type { EditorContext } from '../editor-context.ts';

interface Picture {
  /** As written, to be looked up in the vault; null for what is not in the vault. */
  readonly target: string | null;
  /** An address that carries its bytes itself. */
  readonly inlineSource: string | null;
  readonly remoteUrl: string | null;
  readonly description: string;
  readonly size: ReturnType<typeof parseImageSize>;
}

export function pictureView(node: Node, context: EditorContext): NodeView {
  const dom = document.createElement('span');
  let picture = readPicture(node);
  let shownFor = '';

  const show = (): void => {
    if (picture.inlineSource !== null) return showImage(picture.inlineSource);
    if (picture.remoteUrl !== null) return showCard(context.say('image.remote', { host: hostOf(picture.remoteUrl) }), picture.description, 'remote', picture.remoteUrl);
    const { target } = picture;
    if (target === null) return showCard(context.say('image.blocked'), picture.description, 'blocked', null);
    const known = context.resolver.peek(target);
    if (known !== undefined) showFound(target, known.path);
    else showCard(fileNameOf(target), '', 'file', null);
    void context.resolver.resolve(target).then((found) => {
      if (found !== null && picture.target === target) showFound(target, found.path);
    });
  };

  const showFound = (target: string, path: VaultPath | null): void => {
    if (path === null) return showCard(context.say('embed.missing', { name: target }), picture.description === target ? '' : picture.description, 'missing', null);
    if (isImageName(path)) return showImage(context.fileUrl(path));
    showCard(isNotePath(path) ? target : fileNameOf(path), context.say(isNotePath(path) ? 'embed.note' : 'embed.file'), 'file', null);
    dom.dataset.wikilink = target;
  };

  const showImage = (source: string): void => {
    const key = `image ${source} ${JSON.stringify(picture.size)} ${picture.description}`;
    if (shownFor === key) return;
    shownFor = key;
    dom.className = 'picture';
    delete dom.dataset.wikilink;
    const image = document.createElement('img');
    image.alt = picture.description;
    image.loading = 'lazy';
    image.decoding = 'async';
    image.draggable = false;
    if (picture.size !== null) {
      image.width = picture.size.widthPx;
      if (picture.size.heightPx !== null) image.height = picture.size.heightPx;
    }
    image.addEventListener('error', () => showCard(context.say('image.broken', { name: picture.description }), '', 'missing', null), { once: true });
    image.src = source;
    dom.replaceChildren(image);
  };

  const showCard = (title: string, detail: string, kind: 'remote' | 'blocked' | 'file' | 'missing', url: string | null): void => {
    const key = `card ${kind} ${title} ${detail}`;
    if (shownFor === key) return;
    shownFor = key;
    delete dom.dataset.wikilink;
    dom.className = `picture embed-card embed-${kind}`;
    const name = document.createElement('span');
    name.className = 'embed-title';
    name.textContent = title;
    const more = document.createElement('span');
    more.className = 'embed-detail';
    more.textContent = detail;
    dom.replaceChildren(name, more);
    if (url === null) return;
    dom.title = url;
    dom.dataset.link = 'external';
    dom.dataset.href = url;
  };

  const stop = context.resolver.onChange(show);
  show();
  return {
    dom,
    update(next) {
      if (next.type !== node.type) return false;
      picture = readPicture(next);
      show();
      return true;
    },
    ignoreMutation: () => true,
    destroy: stop,
  };
}

function readPicture(node: Node): Picture {
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
