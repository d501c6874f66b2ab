/** Keys of a shortcut, written as the platform writes them. */
import { formatKeys, isApple } from './keys.ts';

export function Kbd({ keys }: { readonly keys: string }) {
  return (
    <kbd className="inline-flex items-center gap-0.5 font-sans text-caption text-faint">
      {formatKeys(keys, isApple()).map((key) => (
        <span key={key} className="min-w-4 rounded-sm border border-border bg-sunken px-1 text-center">
          {key}
        </span>
      ))}
    </kbd>
  );
}
