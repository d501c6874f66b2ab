import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSchemaRules, sectionFor } from './schema-rules.ts';

const bundled = readFileSync(path.join(import.meta.dirname, '../../resources/schema/schema.md'), 'utf8');

describe('readSchemaRules', () => {
  it('reads the bundled schema without falling back', () => {
    const rules = readSchemaRules(bundled);
    expect(rules.problem).toBeNull();
    expect(rules.noteworthy).toEqual({ person: 'two-way', organization: 2, project: 1, topic: 2 });
    expect(rules.pages.project.sections.map((section) => section.heading)).toEqual(['Overview', 'Decisions', 'Commitments', 'History']);
    expect(sectionFor(rules, 'person', 'decision')).toBe('History');
    expect(rules.text.startsWith('# What the wiki holds')).toBe(true);
  });
  it('keeps to the defaults where the rules are broken, and says why', () => {
    const rules = readSchemaRules('---\nnoteworthy: { person: often }\n---\n\nWords.\n');
    expect(rules.problem).toContain('noteworthy');
    expect(rules.noteworthy.person).toBe('two-way');
    expect(readSchemaRules('Just words.').problem).toBeNull();
  });
  it('keeps folders inside the wiki and never writes under Notes', () => {
    const rules = readSchemaRules('---\npages:\n  person:\n    folder: ../../etc\n    sections: { Notes: [fact], About: [fact] }\n---\n');
    expect(rules.pages.person.folder).not.toMatch(/[/\\]|^\./u);
    expect(sectionFor(rules, 'person', 'fact')).toBe('About');
  });
  it('has a version that changes with any change but line ends', () => {
    expect(readSchemaRules('a\nb').version).toBe(readSchemaRules('a\r\nb\n').version);
    expect(readSchemaRules('a\nb').version).not.toBe(readSchemaRules('a\nc').version);
  });
});
