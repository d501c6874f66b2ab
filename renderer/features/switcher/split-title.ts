/** What a person typed as the name of a new note: `folder/name`, or a name at the root. */
import { folderPathSchema, type FolderPath } from '#shared/model/note-path.ts';

export interface NewNote {
  readonly folder: FolderPath;
  readonly title: string;
}

/** A folder that cannot be one leaves the whole text as the title. */
export function splitTitle(text: string): NewNote {
  const slash = text.lastIndexOf('/');
  const folder = folderPathSchema.safeParse(text.slice(0, Math.max(0, slash)).trim());
  const title = text.slice(slash + 1).trim().replace(/\.md$/i, '');
  if (slash <= 0 || !folder.success || title === '') return { folder: folderPathSchema.parse(''), title: text.replaceAll('/', ' ').trim() };
  return { folder: folder.data, title };
}
