/** A thread of the fidelity proofs: takes its share of the notes and posts what it found. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { createDocumentSchema } from '#shared/document/schema.ts';
import { seededDraw } from '#shared/document/testing/random-edit.ts';
import { decodeText, encodeText } from '../../electron/vault/note-text.ts';
import { proveCommands, type CommandProof } from './fidelity-command-note.ts';
import { editingCommands } from './fidelity-commands.ts';
import { EditorWithoutPage } from './fidelity-editor.ts';
import { count, noFindings, proveNote } from './fidelity-note.ts';
import { Oracle } from './fidelity-oracle.ts';
import type { FidelityShare } from './fidelity-run.ts';

const share = workerData as FidelityShare; // posted by fidelity-run.ts alone
const schema = createDocumentSchema();
const findings = noFindings();
const commandProof = share.asked.commands > 0 ? startCommandProof() : null;

for (const { name, seed } of share.notes) {
  const bytes = readFileSync(path.join(share.folder, name));
  const { text, hasBom, isUtf8 } = decodeText(bytes);
  if (!isUtf8) {
    count(findings, 'notes not UTF-8');
    findings.notUtf8.push(name);
    continue;
  }
  if (!encodeText(text, hasBom).equals(bytes)) findings.problems.push(`${name}: its bytes do not survive being read`);
  if (commandProof !== null) {
    proveCommands(name, text, commandProof, share.asked.commands, seededDraw(seed), findings);
    continue;
  }
  proveNote(name, text, schema, share.asked, seededDraw(seed), findings);
}
parentPort?.postMessage(findings);

function startCommandProof(): CommandProof {
  const editor = new EditorWithoutPage();
  return { editor, commands: editingCommands(editor), oracle: new Oracle() };
}
