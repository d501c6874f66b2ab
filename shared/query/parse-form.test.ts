import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseForm } from './parse-form.ts';
import type { QueryForm } from './query-form.ts';

function formOf(text: string): QueryForm {
  const parsed = parseForm(text);
  if ('problem' in parsed) throw new Error(JSON.stringify(parsed.problem));
  return parsed.form;
}

/** The code, and what the place says. */
function problemOf(text: string): readonly [string, string] | null {
  const parsed = parseForm(text);
  return 'problem' in parsed ? [parsed.problem.code, text.slice(parsed.problem.start, parsed.problem.end)] : null;
}

describe('a verso block', () => {
  it('is read with all its clauses, on one line or several', () => {
    const text = 'table status, due as "By", [due date], file.ctime\nfrom #project and "projects/"\nwhere due < today + 1w and status != done\nsort due desc, file.name limit 20';
    const form = formOf(text);
    expect(form).toEqual({
      kind: 'table',
      columns: [{ field: 'status', title: 'status' }, { field: 'due', title: 'By' }, { field: 'due date', title: 'due date' }, { field: 'file.created', title: 'file.ctime' }],
      source: { kind: 'all', parts: [{ kind: 'tag', tag: 'project' }, { kind: 'place', path: 'projects' }] },
      where: {
        kind: 'all',
        parts: [
          { kind: 'compare', field: 'due', comparison: '<', value: { kind: 'day', days: 7 } },
          { kind: 'compare', field: 'status', comparison: '!=', value: { kind: 'text', text: 'done' } },
        ],
      },
      sort: [{ field: 'due', descending: true }, { field: 'file.name', descending: false }],
      limit: 20,
    });
    expect(formOf(text.replaceAll('\n', ' '))).toEqual(form);
    expect(formOf(`// what is due\n${text.replace('table', 'TABLE').replace('where', 'WHERE')}`)).toEqual(form);
  });

  it('groups conditions, `and` before `or`', () => {
    expect(formOf('list where a or b and not (c = 1 or [d] is not empty)').where).toEqual({
      kind: 'any',
      parts: [
        { kind: 'holds', field: 'a' },
        {
          kind: 'all',
          parts: [
            { kind: 'holds', field: 'b' },
            { kind: 'not', part: { kind: 'any', parts: [{ kind: 'compare', field: 'c', comparison: '=', value: { kind: 'number', number: 1 } }, { kind: 'not', part: { kind: 'empty', field: 'd' } }] } },
          ],
        },
      ],
    });
  });

  it('reads values of every kind', () => {
    const value = (written: string): unknown => {
      const { where } = formOf(`tasks where x = ${written}`);
      return where?.kind === 'compare' ? where.value : null;
    };
    expect(value('-3.5')).toEqual({ kind: 'number', number: -3.5 });
    expect(value('2026-11-23')).toEqual({ kind: 'date', text: '2026-11-23' });
    expect(value('2026-11-23t10:00')).toEqual({ kind: 'date', text: '2026-11-23T10:00' });
    expect(value('tomorrow-2d')).toEqual({ kind: 'day', days: -1 });
    expect(value('"in progress"')).toEqual({ kind: 'text', text: 'in progress' });
    expect(value('#a/b')).toEqual({ kind: 'tag', tag: 'a/b' });
    expect(value('[[Dana Okafor]]')).toEqual({ kind: 'link', target: 'Dana Okafor' });
    expect(value('this')).toEqual({ kind: 'link', target: null });
  });

  it('takes notes from folders, links, a search, and the note itself', () => {
    expect(formOf('list from [[Dana]] or this or [[this]] or not "a/b.md"').source).toEqual({
      kind: 'any',
      parts: [{ kind: 'linking', target: 'Dana' }, { kind: 'here' }, { kind: 'linking', target: null }, { kind: 'not', part: { kind: 'place', path: 'a/b' } }],
    });
    expect(formOf("list from search \"launch -old 'big rocket'\"").source).toMatchObject({ kind: 'search', root: { kind: 'all', parts: [{ kind: 'word' }, { kind: 'not' }, { kind: 'phrase', text: 'big rocket' }] } });
  });

  it.each([
    ['', 'empty', ''],
    ['tabel status', 'no-kind', 'tabel'],
    ['table status,', 'no-field', ''],
    ['table status as from #a', 'no-title', 'from'],
    ['list from', 'no-source', ''],
    ['list from projects', 'no-source', 'projects'],
    ['list where', 'no-condition', ''],
    ['list where status is done', 'no-comparison', 'done'],
    ['list where status in progress', 'no-comparison', 'in'],
    ['list where status = in progress', 'unexpected', 'progress'],
    ['list where status =', 'no-value', ''],
    ['list where due < today + soon', 'no-number', 'soon'],
    ['list limit many', 'no-number', 'many'],
    ['list from #a from #b', 'twice', 'from'],
    ['tasks text', 'unexpected', 'text'],
    ['list where a = "open', 'unclosed-quote', '"open'],
    ['list from [[Dana', 'unclosed-bracket', '[[Dana'],
    ['list where (a or b', 'unclosed-group', '('],
    ['list from search "/a+/"', 'bad-search', '"/a+/"'],
    [`list where ${'('.repeat(40)}a${')'.repeat(40)}`, 'too-deep', '('],
  ])('says what is wrong with “%s”, and where', (text, code, place) => {
    expect(problemOf(text)).toEqual([code, place]);
  });

  it('whatever is typed gives a form or a problem with a place in it', () => {
    const piece = fc.constantFrom('table', 'list', 'tasks', 'from', 'where', 'sort', 'limit', 'and', 'or', 'not', 'is', 'empty', '#a', '"b"', '[[c]]', '[d]', '(', ')', ',', '<', '!=', 'today', '+', '7d', '3', 'x', '"', '[', '\n', 'as');
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 20 }), (pieces) => {
        const text = pieces.join(' ');
        const parsed = parseForm(text);
        if ('form' in parsed) return true;
        const { start, end } = parsed.problem;
        return start >= 0 && start <= end && end <= text.length;
      }),
    );
  });
});
