/** The steps that make an index, and the version of what indexing writes into it. */
import type { Migration } from '../migration.ts';
import { notesAndPassages } from './0001-notes-and-passages.ts';
import { properties } from './0002-properties.ts';
import { tasks } from './0003-tasks.ts';
import { fieldsAndDueDays } from './0004-fields-and-due-days.ts';

export const indexMigrations: readonly Migration[] = [notesAndPassages, properties, tasks, fieldsAndDueDays];

/** Raised when the same note would give other rows than before: an older index is built again. */
export const indexContentVersion = 8;
