import { expect, test } from 'vitest';
import { splitTitle } from './split-title.ts';

test('a name stands at the root, a path in its folder', () => {
  expect(splitTitle('Winter menu')).toEqual({ folder: '', title: 'Winter menu' });
  expect(splitTitle('projects/2027/Winter menu.md')).toEqual({ folder: 'projects/2027', title: 'Winter menu' });
});

test('what would leave the vault is only a name', () => {
  expect(splitTitle('../outside')).toEqual({ folder: '', title: '.. outside' });
  expect(splitTitle('/etc/passwd').folder).toBe('');
  expect(splitTitle('projects/')).toEqual({ folder: '', title: 'projects' });
});
