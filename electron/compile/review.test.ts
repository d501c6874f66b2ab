import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recoverRuns } from './apply-run.ts';
import { runCompile } from './compiler.ts';
import type { CompileDeps } from './compile-deps.ts';
import { danaPath, danaThread, goodLibrarian, makeCompileFixture, people, scriptedModel, type CompileFixture } from './compile.test-support.ts';
import { createReview, type Review } from './review.ts';

describe('review', () => {
  let vault: CompileFixture;
  let deps: CompileDeps;
  let review: Review;
  const compile = () => runCompile(deps, { model: scriptedModel(goodLibrarian), capUsd: null, signal: new AbortController().signal, onProgress: () => undefined });
  const restart = async () => {
    deps = await vault.deps();
    review = createReview(deps);
  };
  beforeEach(async () => {
    vault = await makeCompileFixture();
    await vault.write(danaPath, danaThread);
    await vault.write('.verso/people/here.jsonl', people.map((person) => JSON.stringify(person)).join('\n'));
    await restart();
    await compile();
  });
  afterEach(() => vault.remove());
  const ids = async () => (await review.list()).items.map((item) => item.id);
  const idOf = async (title: string, section: string) => {
    const found = (await review.list()).items.find((item) => item.title === title && item.section === section);
    if (found === undefined) throw new Error(`no proposal for ${title} ${section}`);
    return found.id;
  };

  it('shows each section with its claims and where each quote stands', async () => {
    const letter = await review.read(await idOf('Dana Okafor', 'Commitments'));
    expect(letter).toMatchObject({ stale: false, proposal: { before: '', flags: ['new-page'], status: 'pending' } });
    expect(letter?.claims).toMatchObject([
      { quote: 'I will send the deck by Friday, 8 March 2024', source: { path: danaPath, anchor: { kind: 'block', id: 'm-18331' }, speaker: 'Dana Okafor', date: '2024-03-05 09:41' } },
    ]);
  });

  it('accepts one section of a page at a time and links only pages that are there', async () => {
    const outcome = await review.accept([await idOf('Dana Okafor', 'About')], null);
    expect(outcome).toMatchObject({ ok: true, value: { pending: 2, written: ['wiki/people/Dana Okafor.md', 'wiki/index.md', 'wiki/log.md'] } });
    expect(await vault.read('wiki/people/Dana Okafor.md')).toContain('owns the launch of Apollo.[^c-');
    expect(await review.accept([await idOf('Dana Okafor', 'Commitments')], null)).toMatchObject({ ok: true });
    const text = await vault.read('wiki/people/Dana Okafor.md');
    expect(text?.indexOf('## About')).toBeLessThan(text?.indexOf('## Commitments') ?? -1);
    expect((await review.list()).decidedToday).toBe(2);
  });

  it('links pages that were accepted before each other, and not in words that a person changed', async () => {
    await review.accept([await idOf('Dana Okafor', 'About')], null);
    const alone = await vault.read('wiki/people/Dana Okafor.md');
    const room = await idOf('Apollo', 'Commitments');
    expect(await review.accept([room], null)).toMatchObject({ ok: true });
    expect(await vault.read('wiki/people/Dana Okafor.md')).toContain('owns the launch of [[wiki/projects/Apollo|Apollo]].[^c-');
    await review.undo();
    expect(await vault.read('wiki/people/Dana Okafor.md')).toBe(alone);
    const mine = alone?.replace('owns the launch', 'really owns the launch') ?? '';
    await vault.write('wiki/people/Dana Okafor.md', mine);
    expect(await review.accept([room], null)).toMatchObject({ ok: true });
    expect(await vault.read('wiki/people/Dana Okafor.md')).toBe(mine);
    expect(await compile()).toMatchObject({ calls: 0, proposals: 0 });
  });

  it('writes the person’s own words, which are theirs from then on', async () => {
    const id = await idOf('Dana Okafor', 'About');
    const letter = await review.read(id);
    const mark = letter?.claims[0]?.id ?? '';
    expect(await review.accept([id], `Dana runs it all.[^${mark}]`)).toMatchObject({ ok: true });
    expect(await vault.read('wiki/people/Dana Okafor.md')).toContain(`## About\n\nDana runs it all.[^${mark}]\n`);
    expect(deps.ledger.decisions.all()).toMatchObject([{ decision: 'edit', edited: `Dana runs it all.[^${mark}]`, signature: 'create-section|person|About|mail' }]);
    expect(await compile()).toMatchObject({ calls: 0, proposals: 0 });
  });

  it('remembers a rejection with its reason and does not ask again', async () => {
    const id = await idOf('Dana Okafor', 'About');
    expect(await review.reject(id, 'private', 'not for the wiki')).toMatchObject({ ok: true, value: { pending: 2, written: [] } });
    expect(deps.ledger.decisions.all()).toMatchObject([{ decision: 'reject', reason: 'private', note: 'not for the wiki' }]);
    await restart();
    expect(await compile()).toMatchObject({ calls: 0, proposals: 0 });
    expect(await review.accept([id], null)).toMatchObject({ ok: false, code: 'not-found' });
  });

  it('makes no more proposals for whom a person does not want in the wiki', async () => {
    await review.reject(await idOf('Dana Okafor', 'About'), 'not-noteworthy', '');
    await compile();
    expect((await review.list()).items.filter((item) => item.title === 'Dana Okafor')).toEqual([]);
  });

  it('puts what was skipped last', async () => {
    const [first] = await ids();
    await review.skip(first ?? '');
    const after = (await review.list()).items;
    expect(after.at(-1)).toMatchObject({ id: first, skipped: true });
    await review.undo();
    expect((await ids())[0]).toBe(first);
  });

  it('takes back accepts and rejects in the order in which they were taken', async () => {
    const before = await ids();
    const about = await idOf('Dana Okafor', 'About');
    const room = await idOf('Apollo', 'Commitments');
    await review.accept([about], null);
    const page = await vault.read('wiki/people/Dana Okafor.md');
    await review.accept([await idOf('Dana Okafor', 'Commitments')], null);
    await review.reject(room, 'tone', '');
    expect(await review.undo()).toMatchObject({ ok: true, value: { proposalId: room, decision: { decision: 'reject', state: 'undone' } } });
    expect(await review.undo()).toMatchObject({ ok: true });
    expect(await vault.read('wiki/people/Dana Okafor.md')).toBe(page);
    expect(await review.undo()).toMatchObject({ ok: true, value: { proposalId: about } });
    expect(await vault.read('wiki/people/Dana Okafor.md')).toBeNull();
    expect((await ids()).toSorted()).toEqual(before.toSorted());
    expect(await vault.read('wiki/index.md')).not.toContain('Dana');
    expect(await review.undo()).toMatchObject({ ok: false, code: 'nothing-to-undo' });
    expect(await compile()).toMatchObject({ calls: 0, proposals: 0 });
  });

  it('does not undo over an edit, and does not accept over one', async () => {
    await review.accept([await idOf('Dana Okafor', 'About')], null);
    const page = ((await vault.read('wiki/people/Dana Okafor.md')) ?? '').replace('## About\n', '## About\n\nMine.\n');
    await vault.write('wiki/people/Dana Okafor.md', page);
    expect(await review.undo()).toMatchObject({ ok: false, code: 'changed-since' });
    const waiting = await idOf('Dana Okafor', 'Commitments');
    await vault.write('wiki/people/Dana Okafor.md', page.replace('\n[^c-', '\n## Commitments\n\nMy own list.\n\n[^c-'));
    expect(await review.read(waiting)).toMatchObject({ stale: true });
    expect(await review.accept([waiting], null)).toMatchObject({ ok: false, code: 'stale' });
    await compile();
    const renewed = await idOf('Dana Okafor', 'Commitments');
    expect((await review.read(renewed))?.proposal).toMatchObject({ before: 'My own list.', flags: ['owned'] });
    expect(await review.accept([renewed], null)).toMatchObject({ ok: true });
    expect(await vault.read('wiki/people/Dana Okafor.md')).toMatch(/My own list\.\n\n- Dana Okafor sends the deck/u);
  });

  it('completes a run that a crash cut short, once', async () => {
    const write = deps.vault.write;
    let writes = 0;
    const dying: CompileDeps = {
      ...deps,
      vault: {
        ...deps.vault,
        write: (...args) => {
          writes += 1;
          if (writes === 2) throw new Error('the process dies here');
          return write(...args);
        },
      },
    };
    await expect(createReview(dying).accept(await ids(), null)).rejects.toThrow('dies here');
    await restart();
    expect(await recoverRuns(deps)).toBe(1);
    expect(await vault.read('wiki/projects/Apollo.md')).toContain('book the room');
    expect(await vault.read('wiki/people/Dana Okafor.md')).toContain('owns the launch');
    expect(await ids()).toEqual([]);
    expect(await recoverRuns(deps)).toBe(0);
    expect(await compile()).toMatchObject({ calls: 0, proposals: 0 });
    expect(await review.undo()).toMatchObject({ ok: true });
    expect(await vault.read('wiki/projects/Apollo.md')).toBeNull();
  });

  it('puts back what it wrote when a page of the run cannot be written', async () => {
    const write = deps.vault.write;
    const full: CompileDeps = {
      ...deps,
      vault: { ...deps.vault, write: (path, ...rest) => (path.endsWith('log.md') ? Promise.resolve({ ok: false, code: 'io', message: 'disk full' }) : write(path, ...rest)) },
    };
    const outcome = await createReview(full).accept(await ids(), null);
    expect(outcome).toMatchObject({ ok: false, code: 'io' });
    for (const page of ['wiki/projects/Apollo.md', 'wiki/people/Dana Okafor.md', 'wiki/index.md', 'wiki/log.md']) expect(await vault.read(page)).toBeNull();
    await restart();
    expect(await ids()).toHaveLength(3);
  });

  it('says why a sentence is known', async () => {
    await review.accept(await ids(), null);
    const footnote = /\[\^(c-[0-9a-f]{12})\]/u.exec((await vault.read('wiki/people/Dana Okafor.md')) ?? '')?.[1] ?? '';
    expect(await review.why(footnote)).toMatchObject({ quote: "I'll own the launch of Apollo.", model: 'double-1' });
    expect(await review.why('c-000000000000')).toBeNull();
  });
});
