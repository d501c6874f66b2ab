/** Makes what the editor's parts need of core and window, for a note and for the notes shown inside it. */
import { parseWikilink } from '#shared/markdown/wikilink.ts';
import { isNotePath, type VaultPath } from '#shared/model/note-path.ts';
import type { Core } from '../../api/core.ts';
import { fileAddress } from '../../api/file-address.ts';
import type { Navigation } from '../../api/navigation.ts';
import type { EditTask } from '../../api/task-edit.ts';
import type { ToastMessage } from '../../ui/toast.tsx';
import { createLinkResolver } from './links/link-resolver.ts';
import { createPropertyService } from './properties/property-service.ts';
import { createQueryService } from './queries/query-service.ts';
import type { EditorContext } from './rich/editor-context.ts';

export interface ContextDeps {
  readonly core: Core;
  readonly navigation: Navigation;
  readonly toast: (message: ToastMessage) => void;
  readonly editTask: EditTask;
  readonly openExternal: (url: string) => void;
  readonly say: EditorContext['say'];
  /** Before a note is left for one that is about to be made. */
  readonly beforeCreate: () => Promise<void>;
  /** Absent for what is only shown. */
  readonly isWritable?: () => boolean;
}

export function createContext(deps: ContextDeps, notePath: () => VaultPath, trail: readonly string[] = []): EditorContext {
  const { core, say } = deps;
  const resolver = createLinkResolver(async (target) => {
    const outcome = await core.call('link.resolve', { from: notePath(), target });
    return outcome.ok ? outcome.value : null;
  });
  return {
    resolver,
    notePath,
    trail,
    openLink: (target, options) => void openLink(deps, notePath(), target, options.newTab),
    openExternal: deps.openExternal,
    openTag: (tag) => deps.navigation.openView('search', { text: `tag:${tag}`, focus: performance.now() }),
    async readNote(path) {
      const outcome = await core.call('note.read', { path });
      return outcome.ok ? outcome.value.text : null;
    },
    onFileChange: (path, listener) =>
      core.on('vault.changed', ({ changes }) => {
        if (changes.some((change) => change.path === path || change.fromPath === path)) listener();
      }),
    async search(text, limit) {
      const outcome = await core.call('search.query', { text, limit, except: notePath() });
      return outcome.ok ? outcome.value : outcome.message;
    },
    onIndexChange: (listener) => core.on('index.updated', listener),
    openPlace: (path, { line, newTab }) => deps.navigation.openNote(path, { newTab, focus: true, ...(line === undefined ? {} : { line }) }),
    openSearch: (text) => deps.navigation.openView('search', { text, focus: performance.now() }),
    within(path, place) {
      const context = createContext({ ...deps, isWritable: () => false }, () => path, [...trail, `${path}#${place}`]);
      const dispose = resolver.onChange(() => context.resolver.refresh());
      return { context, dispose };
    },
    async claim(label) {
      const outcome = await core.call('claim.why', { footnote: label });
      return outcome.ok ? outcome.value : null;
    },
    queries: createQueryService(deps, notePath),
    properties: createPropertyService(core, (message) => deps.toast({ title: say('properties.typeFailed'), text: message, problem: true })),
    fileUrl: fileAddress,
    isWritable: deps.isWritable ?? (() => false),
    say,
  };
}

async function openLink({ core, navigation, toast, say, beforeCreate }: ContextDeps, from: VaultPath, target: string, newTab: boolean): Promise<void> {
  const outcome = await core.call('link.resolve', { from, target });
  if (!outcome.ok) return toast({ title: say('link.failed'), text: outcome.message, problem: true });
  const { path, line, suggestedPath } = outcome.value;
  const { heading, block } = parseWikilink(target);
  const fragment = block === undefined ? heading : `^${block}`;
  if (path !== null && isNotePath(path)) {
    navigation.openNote(path, { newTab, focus: true, ...(line === null ? {} : { line }), ...(fragment === undefined ? {} : { fragment }) });
    return;
  }
  if (path !== null) {
    window.open(fileAddress(path), '_blank', 'noopener,noreferrer');
    return;
  }
  if (suggestedPath === null) return toast({ title: say('link.noName'), problem: true });
  await beforeCreate();
  const made = await core.call('note.write', { path: suggestedPath, text: '', baseVersion: null });
  if (!made.ok && made.code !== 'stale' && made.code !== 'exists') return toast({ title: say('link.notCreated'), text: made.message, problem: true });
  navigation.openNote(suggestedPath, { newTab, focus: true });
}
