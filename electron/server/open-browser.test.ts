import { describe, expect, it } from 'vitest';
import { browserCommand } from './open-browser.ts';

describe('opening the browser', () => {
  it('uses the system’s own way', () => {
    expect(browserCommand({ platform: 'linux', env: { DISPLAY: ':0' } })).toEqual(['xdg-open']);
    expect(browserCommand({ platform: 'linux', env: { WAYLAND_DISPLAY: 'wayland-0' } })).toEqual(['xdg-open']);
    expect(browserCommand({ platform: 'darwin', env: {} })).toEqual(['open']);
    expect(browserCommand({ platform: 'win32', env: {} })?.[0]).toBe('rundll32');
  });

  it('is not tried where nobody would see it', () => {
    expect(browserCommand({ platform: 'linux', env: {} })).toBeNull();
    expect(browserCommand({ platform: 'darwin', env: { SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22' } })).toBeNull();
    expect(browserCommand({ platform: 'linux', env: { DISPLAY: ':0', CI: '1' } })).toBeNull();
  });
});
