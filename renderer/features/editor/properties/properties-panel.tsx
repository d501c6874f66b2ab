/** The Properties section of the right panel: those of the shown note, edited where they are listed. */
import { ListChecks } from 'lucide-react';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { frontmatterYaml, withFrontmatterYaml } from '#shared/markdown/frontmatter.ts';
import { folderPathSchema, joinPath, type VaultPath } from '#shared/model/note-path.ts';
import { useFailureText } from '../../../api/failure-text.ts';
import { useOpenNotes } from '../../../api/open-notes.ts';
import { ApiError, callOrThrow, useCall } from '../../../api/query.ts';
import type { SectionProps } from '../../../api/view.ts';
import { EmptyState, Skeleton } from '../../../ui/state-views.tsx';
import { createContext } from '../create-context.ts';
import '../dialect.css';
import '../editor.css';
import { useContextDeps } from '../use-context-deps.ts';
import { createPropertyFields, type PropertyFields } from './property-fields.ts';

const placeholder = joinPath(folderPathSchema.parse(''), 'none.md');

export function PropertiesPanel({ path }: SectionProps) {
  const { t } = useTranslation('editor');
  const failureText = useFailureText();
  const note = useCall('note.read', { path: path ?? placeholder }, { enabled: path !== null, keepPrevious: true });
  const icon = <ListChecks size={22} strokeWidth={1.5} aria-hidden />;
  if (path === null) return <EmptyState compact icon={icon} title={t('properties.nothingTitle')} text={t('properties.nothingText')} />;
  const missing = note.error instanceof ApiError && note.error.code === 'not-found';
  if (note.error !== null && !missing) return <p className="p-4 text-small text-danger">{failureText(note.error)}</p>;
  if (missing) return <EmptyState compact icon={icon} title={t('properties.notWrittenTitle')} text={t('properties.notWrittenText')} />;
  if (note.data?.path !== path) return <Skeleton label={t('properties.loading')} className="p-4" />;
  return <Fields key={path} path={path} text={note.data.text} readOnly={note.data.readOnly !== null} />;
}

function Fields({ path, text, readOnly }: { readonly path: VaultPath; readonly text: string; readonly readOnly: boolean }) {
  const { t } = useTranslation('editor');
  const deps = useContextDeps();
  const openNotes = useOpenNotes();
  const failureText = useFailureText();
  const { core, toast, navigation } = deps;
  const host = useRef<HTMLDivElement>(null);
  const fields = useRef<PropertyFields | null>(null);
  /** What the fields show; ahead of `text` until that is read again. */
  const yaml = useRef(frontmatterYaml(text));

  const report = (error: unknown): void => toast({ title: t('properties.notKept'), text: failureText(error), problem: true });
  const write = async (from: string, to: string): Promise<void> => {
    let asked = false;
    const change = (now: string): string | null => {
      asked = true;
      // The fields were drawn from other properties: they are shown as they are now, and nothing is lost.
      if (frontmatterYaml(now) === from) return withFrontmatterYaml(now, to);
      yaml.current = frontmatterYaml(now);
      fields.current?.update();
      return null;
    };
    openNotes.edit(path, change);
    if (asked) return openNotes.flush(path);
    const note = await callOrThrow(core, 'note.read', { path });
    const changed = change(note.text);
    if (changed !== null) await callOrThrow(core, 'note.write', { path, text: changed, baseVersion: note.version });
  };
  const change = useEffectEvent((next: string) => {
    const from = yaml.current;
    yaml.current = next;
    fields.current?.update();
    write(from, next).catch(report);
  });

  useEffect(() => {
    const context = createContext({ ...deps, beforeCreate: () => openNotes.flush(path), isWritable: () => true }, () => path);
    const made = createPropertyFields({
      context,
      yaml: () => yaml.current,
      change,
      leaveToText: () => host.current?.focus(),
      showSource: () => navigation.run('mode.source'),
    });
    fields.current = made;
    host.current?.replaceChildren(made.dom);
    made.update();
    const stop = context.properties.onChange(() => made.update());
    return () => {
      stop();
      fields.current = null;
    };
  }, [deps, navigation, openNotes, path]);

  useEffect(() => {
    const next = frontmatterYaml(text);
    // What is half typed in a field stays while only the text of the note changes.
    if (next !== yaml.current) {
      yaml.current = next;
      fields.current?.update();
    }
    fields.current?.setReadOnly(readOnly);
  }, [text, readOnly]);

  return <div ref={host} tabIndex={-1} className="note-properties min-h-0 flex-1 overflow-y-auto p-3" onFocus={() => void openNotes.flush(path)} {...(readOnly ? { inert: true } : {})} />;
}
