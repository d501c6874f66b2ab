/** The styles that an export carries: our own with the light tokens, the fonts it is read in, and KaTeX's as far as the page has formulas. */
import exportStyles from './export.css?inline';

/** `data`: fonts are carried in the page. `own`: they come from the app, for a page that stays in it. */
export type FontSource = 'data' | 'own';

export async function pageStyles(page: Document, fonts: FontSource): Promise<string> {
  const rules = [...document.styleSheets].flatMap((sheet) => allRules(sheet.cssRules, sheet.href ?? document.baseURI));
  const math = page.querySelector('.katex') === null ? [] : await mathStyles(page, rules, fonts);
  return [lightTokens(rules), ...(await textFaces(page, rules, fonts)), exportStyles, ...math].join('\n');
}

interface FoundRule {
  readonly rule: CSSRule;
  readonly base: string;
}

/** Also those in layers; not those of a medium, which hold for some screens only. */
function allRules(rules: CSSRuleList, base: string): readonly FoundRule[] {
  return [...rules].flatMap((rule): readonly FoundRule[] => (rule instanceof CSSLayerBlockRule ? allRules(rule.cssRules, base) : [{ rule, base }]));
}

/** The tokens of light paper, whatever theme the window has. */
function lightTokens(rules: readonly FoundRule[]): string {
  const found = rules.find(({ rule }) => rule instanceof CSSStyleRule && rule.selectorText === ':root' && rule.style.getPropertyValue('--surface') !== '');
  if (!(found?.rule instanceof CSSStyleRule)) throw new Error('The tokens of ui/tokens.css are not in the page.');
  const { style } = found.rule;
  const tokens = [...style].filter((name) => name.startsWith('--')).map((name) => `${name}:${style.getPropertyValue(name).trim()}`);
  return `:root{color-scheme:light;${tokens.join(';')};--font-reading:${windowToken('--font-reading')}}`;
}

/** A token as the person's settings have it. */
function windowToken(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function familyOf(token: string): string {
  return (windowToken(token).split(',')[0] ?? '').replace(/["']/gu, '').trim();
}

/** The fonts that the page is read in: of each only the parts that hold its letters. */
async function textFaces(page: Document, rules: readonly FoundRule[], fonts: FontSource): Promise<readonly string[]> {
  const has = (selector: string): boolean => page.querySelector(selector) !== null;
  const families = new Map([[familyOf('--font-reading'), has('em, i, cite, dfn, address')]]);
  if (has('code, pre')) families.set(familyOf('--font-code'), false);
  const letters = [...new Set(page.body.textContent)].map((letter) => letter.codePointAt(0) ?? 0);
  const faces = rules.filter(({ rule }) => {
    if (!(rule instanceof CSSFontFaceRule)) return false;
    const italics = families.get(rule.style.getPropertyValue('font-family').replace(/["']/gu, ''));
    if (italics === undefined || (rule.style.getPropertyValue('font-style') === 'italic' && !italics)) return false;
    const ranges = readRanges(rule.style.getPropertyValue('unicode-range'));
    return ranges.length === 0 || letters.some((letter) => ranges.some(([from, to]) => letter >= from && letter <= to));
  });
  return Promise.all(faces.map(({ rule, base }) => fontFace(rule as CSSFontFaceRule, base, fonts)));
}

/** `U+0-FF, U+131, U+4??` as numbers. */
function readRanges(written: string): readonly (readonly [number, number])[] {
  return [...written.matchAll(/U\+([0-9A-F?]+)(?:-([0-9A-F]+))?/giu)].map(([, from = '', to = from]) => [
    Number.parseInt(from.replaceAll('?', '0'), 16),
    Number.parseInt(to.replaceAll('?', 'F'), 16),
  ]);
}

async function mathStyles(page: Document, rules: readonly FoundRule[], fonts: FontSource): Promise<readonly string[]> {
  const used = rules.flatMap(({ rule }) => (rule instanceof CSSStyleRule && rule.selectorText.includes('.katex') && isUsed(page, rule.selectorText) ? [rule] : []));
  const names = used.map(({ style }) => style.fontFamily).join();
  const faces = rules.filter(({ rule }) => {
    if (!(rule instanceof CSSFontFaceRule)) return false;
    const family = rule.style.getPropertyValue('font-family').replace(/["']/gu, '');
    const bold = /bold|[6-9]00/u.test(rule.style.getPropertyValue('font-weight'));
    const italic = rule.style.getPropertyValue('font-style') === 'italic';
    if (!family.startsWith('KaTeX_') || !new RegExp(`${family}\\b`, 'u').test(names)) return false;
    const of = used.filter(({ style }) => style.fontFamily === '' || style.fontFamily.includes(family));
    return (!bold || of.some(({ style }) => /bold|[6-9]00/u.test(style.fontWeight))) && (!italic || of.some(({ style }) => style.fontStyle === 'italic'));
  });
  const carried = await Promise.all(faces.map(({ rule, base }) => fontFace(rule as CSSFontFaceRule, base, fonts)));
  return [...carried, ...used.map(({ cssText }) => cssText)];
}

function isUsed(page: Document, selector: string): boolean {
  return page.querySelector(selector.replace(/::?(?:before|after)/gu, '')) !== null;
}

async function fontFace({ style }: CSSFontFaceRule, base: string, fonts: FontSource): Promise<string> {
  const [, written = ''] = /url\(["']?([^"')]+)/u.exec(style.getPropertyValue('src')) ?? [];
  const address = new URL(written, base).href;
  const source = fonts === 'own' || address.startsWith('data:') ? address : await fetchAsData(address);
  const descriptors = ['font-family', 'font-weight', 'font-style', 'unicode-range'].flatMap((name) => {
    const value = style.getPropertyValue(name);
    return value === '' ? [] : [`${name}:${value}`];
  });
  return source === null ? '' : `@font-face{${descriptors.join(';')};src:url("${source}")}`;
}

/** A file of the app or of the vault as an address that carries its bytes; null where it cannot be read, or has too many. */
export async function fetchAsData(address: string, signal?: AbortSignal, mostBytes = Infinity): Promise<string | null> {
  let blob: Blob;
  try {
    const answer = await fetch(address, signal === undefined ? {} : { signal });
    if (!answer.ok) return null;
    if (Number(answer.headers.get('content-length')) > mostBytes) {
      await answer.body?.cancel();
      return null;
    }
    blob = await answer.blob();
    if (blob.size > mostBytes) return null;
  } catch {
    signal?.throwIfAborted();
    return null;
  }
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(String(reader.result)));
    reader.addEventListener('error', () => reject(new Error('The bytes could not be read.')));
    reader.readAsDataURL(blob);
  });
}
