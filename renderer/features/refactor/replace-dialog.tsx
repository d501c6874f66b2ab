/** Asks what is replaced by what, in the notes that a search finds; the preview comes next. */
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { parseQuery } from '#shared/search/parse-query.ts';
import type { QueryNode } from '#shared/search/query-tree.ts';
import { compileRegex } from '#shared/search/regex.ts';
import type { ReplaceRule } from '#shared/search/replacement.ts';
import { useRefactor } from '../../api/refactor.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';

export interface ReplaceDialogProps {
  /** Notes that this search finds are looked through; `''` for all. */
  readonly query: string;
  readonly onClose: () => void;
}

const switches = ['matchCase', 'wholeWord', 'regex'] as const;

export function ReplaceDialog({ query, onClose }: ReplaceDialogProps) {
  const { t } = useTranslation('refactor');
  const refactor = useRefactor();
  const [rule, setRule] = useState<ReplaceRule>(() => ({ replacement: '', matchCase: false, wholeWord: false, ...wordsOf(query) }));
  const [properties, setProperties] = useState(false);
  const [problem, setProblem] = useState(false);
  const [looking, setLooking] = useState(false);
  const work = useRef<AbortController | null>(null);
  useEffect(() => () => work.current?.abort(), []);

  const change = (part: Partial<ReplaceRule>): void => {
    setRule((before) => ({ ...before, ...part }));
    setProblem(false);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (rule.find === '' || looking) return;
    if (rule.regex && compileRegex(rule.find, true) === null) return setProblem(true);
    const own = new AbortController();
    work.current = own;
    setLooking(true);
    const planned = (): void => {
      work.current = null;
      flushSync(onClose);
    };
    void refactor.run({ kind: 'replace', query, rule, properties }, { review: 'always', signal: own.signal, onPlanned: planned }).then(() => {
      // Without a plan there is something to say it differently for.
      if (work.current === own) setLooking(false);
    });
  };
  return (
    <Dialog open width="small" title={t('replace.title')} description={query === '' ? t('replace.everywhere') : t('replace.scope', { query })} onOpenChange={(open) => { if (!open) onClose(); }}>
      <form onSubmit={submit} className="flex min-h-0 flex-col">
        <div className="flex min-h-0 flex-col gap-4 overflow-y-auto px-5 pt-4">
          <TextField
            label={t('replace.find')}
            value={rule.find}
            maxLength={1000}
            spellCheck={false}
            autoFocus
            onValueChange={(find) => change({ find })}
            onFocus={(event) => event.currentTarget.select()}
            error={problem ? t('replace.badExpression') : null}
          />
          <TextField
            label={t('replace.with')}
            value={rule.replacement}
            maxLength={10_000}
            spellCheck={false}
            onValueChange={(replacement) => change({ replacement })}
            {...(rule.regex ? { hint: t('replace.groups') } : {})}
          />
          <fieldset className="flex flex-col gap-2">
            <legend className="sr-only">{t('replace.how')}</legend>
            {switches.map((name) => (
              <Choice key={name} label={t(`replace.${name}`)} checked={rule[name]} onChange={(checked) => change({ [name]: checked })} />
            ))}
            <Choice label={t('replace.properties')} checked={properties} onChange={setProperties} />
          </fieldset>
        </div>
        <DialogActions>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" variant="primary" disabled={rule.find === ''} aria-disabled={looking}>
            <span aria-live="polite">{t(looking ? 'replace.looking' : 'replace.confirm')}</span>
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function Choice({ label, checked, onChange }: { readonly label: string; readonly checked: boolean; readonly onChange: (checked: boolean) => void }) {
  return (
    <label className="flex items-center gap-2 text-ui">
      <input type="checkbox" className="size-4 shrink-0 accent-(--accent)" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      {label}
    </label>
  );
}

/** What of a search is most likely meant to be replaced: its words where there is nothing else, else its first text. */
function wordsOf(query: string): Pick<ReplaceRule, 'find' | 'regex'> {
  const { root } = parseQuery(query);
  const parts: readonly QueryNode[] = root === null ? [] : root.kind === 'all' ? root.parts : [root];
  if (parts.length > 0 && parts.every(({ kind }) => kind === 'word')) return { find: query.trim(), regex: false };
  for (const part of parts) {
    if (part.kind === 'regex') return { find: part.source, regex: true };
    if (part.kind === 'word' || part.kind === 'phrase') return { find: part.text, regex: false };
  }
  return { find: '', regex: false };
}
