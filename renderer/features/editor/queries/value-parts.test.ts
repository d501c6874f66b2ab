import { expect, it } from 'vitest';
import { valueParts } from './value-parts.ts';

it('links, addresses and tags of a value lead somewhere, the rest is text', () => {
  expect(valueParts('with [[people/Dana|Dana]], see https://example.org/a')).toEqual([
    { kind: 'text', text: 'with ' },
    { kind: 'link', text: 'Dana', target: 'people/Dana|Dana' },
    { kind: 'text', text: ', see ' },
    { kind: 'address', text: 'https://example.org/a' },
  ]);
  expect(valueParts('#a/b')).toEqual([{ kind: 'tag', text: '#a/b' }]);
  expect(valueParts('no #tag within')).toEqual([{ kind: 'text', text: 'no #tag within' }]);
  expect(valueParts('')).toEqual([]);
});
