/** The chat's instructions to the model: Markdown files that ship with the app. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';

export interface ChatPrompts {
  /** With passages or tools. */
  readonly answer: string;
  /** Without a look into the vault. */
  readonly general: string;
}

/** Reads the prompts from the app's own resources; rejects where they are missing. */
export async function loadChatPrompts(folder: string): Promise<ChatPrompts> {
  const read = async (name: string) => (await readFile(path.join(folder, name), 'utf8')).trim();
  const [answer, general] = await Promise.all([read('chat-answer.md'), read('chat-general.md')]);
  return { answer, general };
}
