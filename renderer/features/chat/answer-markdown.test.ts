import { describe, expect, it } from 'vitest';
import { externalAddress, parseAnswer, sourceOf, splitCitations } from './answer-markdown.ts';
import { lineAt } from './open-passage.ts';

describe('splitCitations', () => {
  it('finds markers between words and at both ends', () => {
    expect(splitCitations('[^1]a [^22]b[^3]')).toEqual([
      { kind: 'citation', number: 1 },
      { kind: 'text', text: 'a ' },
      { kind: 'citation', number: 22 },
      { kind: 'text', text: 'b' },
      { kind: 'citation', number: 3 },
    ]);
  });

  it('leaves what only resembles a marker', () => {
    expect(splitCitations('[^x] [1] [^]')).toEqual([{ kind: 'text', text: '[^x] [1] [^]' }]);
  });
});

describe('parseAnswer', () => {
  it('keeps markers in running text, so that they become citations', () => {
    const tree = parseAnswer('Dana owns it.[^1] And more.[^2]');
    expect(tree.children[0]).toMatchObject({ type: 'paragraph', children: [{ type: 'text' }] });
  });

  it('gives HTML and images back as source', () => {
    const text = '<img src=x onerror=alert(1)>\n\n![a](https://evil.example/?q=secret)';
    const tree = parseAnswer(text);
    expect(tree.children.map((node) => node.type)).toEqual(['html', 'paragraph']);
    const html = tree.children[0];
    expect(html === undefined ? '' : sourceOf(html, text)).toBe('<img src=x onerror=alert(1)>');
  });
});

describe('externalAddress', () => {
  it('allows https and mailto and nothing else', () => {
    expect(externalAddress('https://example.org/a')).toBe('https://example.org/a');
    expect(externalAddress('mailto:dana@example.org')).toBe('mailto:dana@example.org');
    for (const url of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'http://example.org', 'not an address']) {
      expect(externalAddress(url)).toBeNull();
    }
  });
});

describe('lineAt', () => {
  it('counts from one and stays within the text', () => {
    expect([0, 1, 2, 3, 99].map((offset) => lineAt('a\nb\nc', offset))).toEqual([1, 1, 2, 2, 3]);
  });
});
