/** Every call and event between the renderer and the core, in one map. */
import { appApi } from './app.ts';
import { bookmarkApi } from './bookmark.ts';
import { calendarApi } from './calendar.ts';
import { captureApi } from './capture.ts';
import { chatApi } from './chat.ts';
import { compileApi } from './compile.ts';
import { conflictApi } from './conflict.ts';
import { gitApi } from './git.ts';
import { importApi } from './import.ts';
import { jobApi } from './job.ts';
import { journalApi } from './journal.ts';
import { llmApi } from './llm.ts';
import { noteApi } from './note.ts';
import { refactorApi } from './refactor.ts';
import { propertyApi } from './property.ts';
import { queryApi } from './query.ts';
import { searchApi } from './search.ts';
import { taskApi } from './task.ts';
import { vaultApi } from './vault.ts';

export const contracts = {
  ...appApi,
  ...vaultApi,
  ...noteApi,
  ...bookmarkApi,
  ...calendarApi,
  ...propertyApi,
  ...captureApi,
  ...queryApi,
  ...searchApi,
  ...taskApi,
  ...refactorApi,
  ...conflictApi,
  ...jobApi,
  ...journalApi,
  ...llmApi,
  ...chatApi,
  ...importApi,
  ...compileApi,
  ...gitApi,
} as const;
export type Contracts = typeof contracts;
