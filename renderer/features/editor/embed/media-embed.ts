/** Sound and film of the vault with the browser's own controls; the file is asked for in ranges. */
import { fileNameOf } from '#shared/model/note-path.ts';
import type { EditorContext } from '../rich/editor-context.ts';
import { createElement } from '../rich/views/dom-parts.ts';
import type { ImageSize } from '../links/link-target.ts';
import type { EmbedPart } from './note-embed.ts';

const audioName = /\.(?:aac|flac|m4a|mp3|oga|ogg|opus|wav)$/iu;
const videoName = /\.(?:3gp|mkv|mov|mp4|ogv|webm)$/iu;

export type MediaKind = 'audio' | 'video';

export function mediaKind(name: string): MediaKind | null {
  if (audioName.test(name)) return 'audio';
  return videoName.test(name) ? 'video' : null;
}

export function mediaEmbed(dom: HTMLElement, kind: MediaKind, source: string, path: string, size: ImageSize | null, context: EditorContext): EmbedPart {
  const name = fileNameOf(path);
  const media = createElement(kind, 'embed-media');
  media.controls = true;
  media.preload = 'metadata';
  media.setAttribute('aria-label', name);
  if (media instanceof HTMLVideoElement && size !== null) {
    media.width = size.widthPx;
    if (size.heightPx !== null) media.height = size.heightPx;
  }
  media.addEventListener(
    'error',
    () => {
      dom.className = 'picture embed-card embed-missing';
      dom.replaceChildren(createElement('span', 'embed-title', name), createElement('span', 'embed-detail', context.say('embed.unplayable')));
    },
    { once: true },
  );
  dom.className = `picture embed-live embed-${kind}`;
  dom.replaceChildren(media, createElement('span', 'embed-caption', name));
  media.src = source;
  return {
    destroy() {
      media.pause();
      media.removeAttribute('src');
    },
  };
}
