/** Numbers and money as a person's language writes them. */

export function formatCount(value: number, language: string): string {
  return new Intl.NumberFormat(language).format(value);
}

/** US dollars with two digits that say something: `$0.004`, `$0.31`, `$12.40`. */
export function formatMoney(usd: number, language: string): string {
  const small = usd > 0 && usd < 0.1;
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency: 'USD',
    minimumFractionDigits: 2,
    maximumFractionDigits: small ? 3 : 2,
  }).format(small ? Math.max(usd, 0.001) : usd);
}
