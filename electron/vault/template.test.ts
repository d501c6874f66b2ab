import { describe, expect, it } from 'vitest';
import { fillTemplate, templatePrompts } from './template.ts';

const patterns = { datePattern: 'yyyy-MM-dd', timePattern: 'HH:mm' };
const words = { title: 'T', date: new Date(2026, 10, 3), now: new Date(2026, 10, 23, 14, 5), answers: {} };

describe('a template', () => {
  it('has its words filled, and others left', () => {
    const template = '# {{title}} {{date:YYYY}} {{date}} {{time}} {{time:HH}} {{other}} {{date:[week] WW}}';
    expect(fillTemplate(template, words, patterns)).toEqual({ text: '# T 2026 2026-11-03 14:05 14 {{other}} week 45', caret: null });
  });

  it('says where the caret goes, counted in the filled text', () => {
    const { text, caret } = fillTemplate('{{title}}: {{cursor}}end{{cursor}}', { ...words, title: 'Long title' }, patterns);
    expect(text).toBe('Long title: end');
    expect(caret).toBe('Long title: '.length);
  });

  it('asks each question once, in order, and takes the answers', () => {
    const template = '{{prompt:Who}} {{prompt: Where | here }} {{prompt:Who}}';
    expect(templatePrompts(template)).toEqual([
      { label: 'Who', fallback: '' },
      { label: 'Where', fallback: 'here' },
    ]);
    expect(fillTemplate(template, { ...words, answers: { Who: 'Dana' } }, patterns).text).toBe('Dana here Dana');
  });

  it('does not read an answer as a template', () => {
    expect(fillTemplate('{{prompt:a}}', { ...words, answers: { a: '{{title}}' } }, patterns).text).toBe('{{title}}');
  });

  it('leaves a pattern that is none', () => {
    expect(fillTemplate('{{date:YYYY', words, patterns).text).toBe('{{date:YYYY');
  });
});
