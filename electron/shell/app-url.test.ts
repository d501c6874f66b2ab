import { describe, expect, it } from 'vitest';
import { externalAddress, isAppPage } from './app-url.ts';

describe('the app’s own addresses', () => {
  it('are those of its scheme and page host, and no others', () => {
    for (const own of ['verso-app://app/index.html', 'verso-app://app/', 'verso-app://app/index.html#a']) expect([own, isAppPage(own)]).toEqual([own, true]);
    for (const foreign of ['verso-app://vault/x.svg', 'verso-app://app.evil/', 'verso-app://app:1/', 'https://app/', 'file:///index.html', 'verso-app:app', 'null', '']) {
      expect([foreign, isAppPage(foreign)]).toEqual([foreign, false]);
    }
  });
});

describe('addresses for the system', () => {
  it('are https and mailto', () => {
    expect(externalAddress('https://example.com/a?b#c')).toBe('https://example.com/a?b#c');
    expect(externalAddress('mailto:dana@example.com')).toBe('mailto:dana@example.com');
  });

  it('are never programs, files, other schemes, or addresses with credentials', () => {
    for (const address of ['http://example.com', 'file:///etc/passwd', 'javascript:alert(1)', 'data:text/html,x', 'smb://host/share', 'ms-msdt:/id', 'vscode://x', 'https://good.example@evil.example/', 'https://', '', '../x']) {
      expect([address, externalAddress(address)]).toEqual([address, null]);
    }
  });
});
