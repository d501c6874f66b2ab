/** A model that behaves: extracts from sources, and answers questions from the passages it is given. */
import { firstOf, say } from '../script.ts';
import { answerFromPassages } from './chat.ts';
import { answerForCompile } from './librarian-compile.ts';

/** The last one greets, so that a connection test and small talk succeed. */
export const script = firstOf(answerForCompile, answerFromPassages, () => say('Ready.'));
