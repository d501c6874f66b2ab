/**
 * What must be so before any other module runs: `main.ts` loads the rest only after it.
 *
 * Zod may not try `new Function` under our content security policy. Every HTML string that
 * reaches the document passes DOMPurify, and scripts come from our own origin only.
 */
import DOMPurify from 'dompurify';
import { z } from 'zod';
import { applyStoredTheme } from './theme.ts';

z.config({ jitless: true });
applyStoredTheme();

interface TrustedTypesFactory {
  createPolicy(
    name: string,
    rules: {
      readonly createHTML: (html: string) => string;
      readonly createScriptURL: (url: string) => string;
    },
  ): unknown;
}

// TypeScript's DOM library does not describe Trusted Types.
const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypesFactory };

trustedTypes?.createPolicy('default', {
  createHTML: (html) => DOMPurify.sanitize(html),
  createScriptURL: (url) => {
    const address = new URL(url, document.baseURI);
    const own = new URL(document.baseURI);
    if (address.protocol === own.protocol && address.host === own.host) return address.href;
    throw new TypeError('Scripts come from the app itself only.');
  },
});
