import { describe, expect, it } from 'vitest';
import { isInlineImage, linkTarget, parseImageSize } from './link-target.ts';

describe('link target', () => {
  it.each([
    ['https://example.com/a?b#c', 'https://example.com/a?b#c'],
    ['HTTP://Example.com', 'http://example.com/'],
    ['//cdn.example.com/x.png', 'https://cdn.example.com/x.png'],
    ['mailto:dana@example.com', 'mailto:dana@example.com'],
  ])('sends a person to %s', (href, url) => {
    expect(linkTarget(href)).toEqual({ kind: 'external', url });
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' \u0001java\nscript:alert(1)',
    'java\tscript:alert(1)',
    'vbscript:x',
    'data:text/html,<script>alert(1)</script>',
    'file:///etc/passwd',
    'blob:https://example.com/1',
    'https://',
  ])('never opens %j', (href) => {
    expect(linkTarget(href)).toEqual({ kind: 'blocked' });
  });

  it.each([
    ['My%20Note.md', 'My Note.md'],
    ['../a/b.md#Heading', '../a/b.md#Heading'],
    ['100%.md', '100%.md'],
    ['日記/今日.md', '日記/今日.md'],
  ])('looks %s up in the vault', (href, target) => {
    expect(linkTarget(href)).toEqual({ kind: 'vault', target });
  });
});

describe('images', () => {
  it('shows pictures that carry their bytes, but no documents', () => {
    expect(isInlineImage('data:image/png;base64,AAAA')).toBe(true);
    expect(isInlineImage('data:image/svg+xml;base64,AAAA')).toBe(false);
    expect(isInlineImage('data:text/html;base64,AAAA')).toBe(false);
  });

  it('reads sizes as Obsidian writes them', () => {
    expect(parseImageSize('100')).toEqual({ widthPx: 100, heightPx: null });
    expect(parseImageSize('100x145')).toEqual({ widthPx: 100, heightPx: 145 });
    expect(parseImageSize('a caption')).toBeNull();
  });
});
