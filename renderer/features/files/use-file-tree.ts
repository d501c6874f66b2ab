/** The vault's tree as far as it is opened: one listing per opened folder. */
import { useQueries } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { z } from 'zod';
import { folderPathSchema } from '#shared/model/note-path.ts';
import type { Entry, FolderListing } from '#shared/model/vault.ts';
import { useCore } from '../../api/core.ts';
import { callOptions } from '../../api/query.ts';
import { fileRows, foldersAbove, type FileRow } from './file-rows.ts';

export interface FileTree {
  readonly rows: readonly FileRow[];
  readonly loading: boolean;
  readonly error: Error | null;
  readonly setExpanded: (folder: string, expanded: boolean) => void;
  /** Opens every folder above a path. */
  readonly reveal: (path: string) => void;
  readonly collapseAll: () => void;
  readonly retry: () => void;
}

/** `rememberAs` keeps the opened folders under that key between starts. */
export function useFileTree(keep: (entry: Entry) => boolean, rememberAs: string | null): FileTree {
  const core = useCore();
  const [expanded, setExpandedSet] = useState<ReadonlySet<string>>(() => readExpanded(rememberAs));
  useEffect(() => writeExpanded(rememberAs, expanded), [expanded, rememberAs]);

  const folders = ['', ...expanded];
  const queries = useQueries({
    queries: folders.map((folder) => callOptions(core, 'file.list', { folder: folderPathSchema.parse(folder) })),
  });
  const answers = queries.map((query) => query.data);
  const rows = useMemo(() => {
    const listings = new Map<string, FolderListing>();
    for (const answer of answers) if (answer !== undefined) listings.set(answer.folder, answer);
    return fileRows(listings, expanded, keep);
    // The answers are compared one by one: the list itself is new in each render.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [...answers, answers.length, expanded, keep]);

  const [root] = queries;
  return {
    rows,
    loading: root?.isPending ?? true,
    error: root?.error ?? null,
    setExpanded: (folder, open) =>
      setExpandedSet((before) => {
        const after = new Set(before);
        if (open) after.add(folder);
        else after.delete(folder);
        return after;
      }),
    reveal: (path) => setExpandedSet((before) => new Set([...before, ...foldersAbove(path)])),
    collapseAll: () => setExpandedSet(new Set()),
    retry: () => void root?.refetch(),
  };
}

const storedSchema = z.array(folderPathSchema);

function readExpanded(key: string | null): ReadonlySet<string> {
  if (key === null) return new Set();
  try {
    const parsed = storedSchema.safeParse(JSON.parse(localStorage.getItem(key) ?? '[]'));
    return new Set(parsed.success ? parsed.data.filter((folder) => folder !== '') : []);
  } catch {
    return new Set();
  }
}

function writeExpanded(key: string | null, expanded: ReadonlySet<string>): void {
  if (key === null) return;
  try {
    localStorage.setItem(key, JSON.stringify([...expanded]));
  } catch {
    // Storage may be off: the tree then begins closed.
  }
}
