import { describe, expect, it } from 'vitest';
import { vaultPathSchema } from '#shared/model/note-path.ts';
import { attachmentFolder, parseObsidianAttachments } from './attachment-folder.ts';

const note = vaultPathSchema.parse('projects/Oven.md');
const top = vaultPathSchema.parse('Oven.md');

describe('the folder of attachments', () => {
  it('is beside the note, below it, or anywhere in the vault', () => {
    expect(attachmentFolder(note, './')).toBe('projects');
    expect(attachmentFolder(note, './files')).toBe('projects/files');
    expect(attachmentFolder(top, './files')).toBe('files');
    expect(attachmentFolder(note, 'assets/pictures/')).toBe('assets/pictures');
    expect(attachmentFolder(note, '/')).toBe('');
    expect(attachmentFolder(note, '')).toBe('');
  });

  it('never leaves the vault', () => {
    expect(attachmentFolder(note, '../../elsewhere')).toBe('projects');
    expect(attachmentFolder(note, './../x')).toBe('projects');
  });

  it('is read from a vault of Obsidian', () => {
    expect(parseObsidianAttachments('{"attachmentFolderPath":"./assets"}')).toBe('./assets');
    expect(parseObsidianAttachments('{"theme":"x"}')).toBeNull();
    expect(parseObsidianAttachments('not JSON')).toBeNull();
  });
});
