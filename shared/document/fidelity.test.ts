import { describe, expect, it } from 'vitest';
import { readVaultFiles, variantsOf } from '../../e2e/fixture-vaults.ts';
import { fixturesPath } from '../../e2e/fixtures-path.ts';
import { checkFidelity } from './fidelity.ts';
import { createDocumentSchema } from './schema.ts';

const schema = createDocumentSchema();

describe('checkFidelity', () => {
  it.each([
    ['nothing', ''],
    ['white space', ' \n\t\n'],
    ['frontmatter only', '---\na: 1\n---\n'],
    ['unclosed fence', '```js\na'],
    ['unclosed frontmatter', '---\na: 1\n'],
    ['unclosed math and comment', '$$\nx\n\n%%\ny'],
    ['mixed line ends', 'a\r\nb\nc\rd\r\n\r\n- x\r\n'],
    ['NUL and replacement characters', 'a\u0000b \ufffc \ufffd'],
    ['lone surrogates', 'a \ud800 b \udc00'],
    ['lazy quotes', '> a\nb\n> c\n> - d\ne\n'],
    ['tabs', '-\ta\n\n\t\tcode\n\n1.\tb\n\t- c\n'],
    ['callout forms', '> [!tip]\n\n> [!x|meta]+ T\n> > [!y]\n> > z\n>\n'],
    ['odd tables', 'a | b\n-|-\n| x\n|y|z|w|\n\n| a |\n| - |\n'],
    ['adjacent lists', '- a\n* b\n+ c\n1. d\n1) e\n'],
    ['definitions', '[a]: <x y> "t"\n[b]:\n  /u\n  \'v\n  w\'\n\n[a] [b][] [c][a]\n'],
    ['links without text', '[](x) ![](y) [![](a)](b)\n\n[\t](z)\n\n&#32;\n\n- [ ](q)\n'],
  ])('holds for %s', (_name, text) => {
    expect(checkFidelity(text, schema)).toMatchObject({ identical: true });
  });

  const folder = fixturesPath('vaults');
  it.skipIf(folder === null)('holds for a sample of every fixture vault, in each variant of line ends', { timeout: 300_000 }, () => {
    if (folder === null) return;
    const { files } = readVaultFiles(folder, 24, 5);
    expect(files.length).toBeGreaterThan(150);
    const differing: string[] = [];
    for (const { name, text } of files) {
      const variants = text.length < 5_000 ? Object.entries(variantsOf(text)) : [];
      for (const [variant, each] of [['plain', text] as const, ...variants]) {
        if (!checkFidelity(each, schema).identical) differing.push(`${name} (${variant})`);
      }
    }
    expect(differing).toEqual([]);
  });
});
