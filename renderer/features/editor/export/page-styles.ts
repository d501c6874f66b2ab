/** The styles that an export carries: our own with the light tokens, and KaTeX's as far as the page has formulas. */
import exportStyles from './export.css?inline';

/** `data`: fonts are carried in the page. `own`: they come from the app, for a page that stays in it. */
export type FontSource = 'data' | 'own';

export async function pageStyles(page: Document, fonts: FontSource): Promise<string> {
  const rules = [...document.styleSheets].flatMap((sheet) => allRules(sheet.cssRules, sheet.href ?? document.baseURI));
  const math = page.querySelector('.katex') === null ? [] : await mathStyles(page, rules, fonts);
  return [lightTokens(rules), exportStyles, ...math].join('\n');
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
  return `:root{color-scheme:light;${tokens.join(';')}}`;
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
  const source = fonts === 'own' ? address : await fetchAsData(address);
  const descriptors = ['font-family', 'font-weight', 'font-style'].map((name) => `${name}:${style.getPropertyValue(name)}`);
  return source === null ? '' : `@font-face{${descriptors.join(';')};src:url("${source}")}`;
}

/** A file of the app or of the vault as an address that carries its bytes; null where it cannot be read. */
export async function fetchAsData(address: string, signal?: AbortSignal): Promise<string | null> {
  let blob: Blob;
  try {
    const answer = await fetch(address, signal === undefined ? {} : { signal });
    if (!answer.ok) return null;
    blob = await answer.blob();
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
