/** What a request is called in titles and messages: i18next keys under `refactor` with their values. */
import { folderOf, noteNameOf } from '#shared/model/note-path.ts';
import type { RefactorRecord, RefactorRequest } from '#shared/model/refactor.ts';

export interface RequestWords {
  /** Of the preview. */
  readonly titleKey: string;
  /** Of the message afterwards. */
  readonly doneKey: string;
  readonly values: Readonly<Record<string, string>>;
}

export function requestWords(request: RefactorRequest): RequestWords {
  switch (request.kind) {
    case 'move': {
      const isRename = folderOf(request.from) === folderOf(request.to);
      const values = { from: noteNameOf(request.from), to: noteNameOf(request.to), folder: folderOf(request.to) };
      if (isRename) return { titleKey: 'title.rename', doneKey: 'done.rename', values };
      return { titleKey: values.folder === '' ? 'title.moveToRoot' : 'title.move', doneKey: 'done.move', values };
    }
    case 'repair':
      return { titleKey: 'title.repair', doneKey: 'done.repair', values: { from: noteNameOf(request.from), to: noteNameOf(request.to) } };
    case 'merge':
      return { titleKey: 'title.merge', doneKey: 'done.merge', values: { from: noteNameOf(request.from), into: noteNameOf(request.into) } };
    case 'extract':
      return { titleKey: 'title.extract', doneKey: 'done.extract', values: { name: noteNameOf(request.path), title: request.title } };
    case 'split':
      return { titleKey: 'title.split', doneKey: 'done.split', values: { name: noteNameOf(request.path) } };
    case 'heading':
      return { titleKey: 'title.heading', doneKey: 'done.heading', values: { name: noteNameOf(request.path), to: request.to } };
    case 'versions':
      return { titleKey: 'title.versions', doneKey: 'done.versions', values: { name: noteNameOf(request.into), copy: noteNameOf(request.copy) } };
    case 'link':
      return { titleKey: 'title.link', doneKey: 'done.link', values: { name: noteNameOf(request.target) } };
    case 'replace': {
      const { find, replacement } = request.rule;
      return { titleKey: replacement === '' ? 'title.replaceByNothing' : 'title.replace', doneKey: 'done.replace', values: { find, replacement } };
    }
  }
}

export function undoneValues(record: RefactorRecord): Readonly<Record<string, string>> {
  return { name: record.kind === 'replace' ? record.subject : noteNameOf(record.subject) };
}
