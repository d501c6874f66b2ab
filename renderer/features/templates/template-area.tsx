/** Provides templates to the window: the editor puts them into the note that it shows. */
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useCore } from '../../api/core.ts';
import { TemplatesContext, type FilledTemplate, type Templates } from '../../api/templates.ts';
import { TemplatePicker } from './template-picker.tsx';
import { useFillTemplate } from './use-fill-template.ts';

interface Asked {
  readonly noteTitle: string;
  readonly answer: (filled: FilledTemplate | null) => void;
}

export function TemplateArea({ children }: { readonly children: ReactNode }) {
  const core = useCore();
  const fill = useFillTemplate();
  const [asked, setAsked] = useState<Asked | null>(null);
  const waiting = useRef<Asked | null>(null);
  useEffect(() => () => waiting.current?.answer(null), []);

  const templates = useMemo((): Templates => {
    const all = async () => {
      const outcome = await core.call('template.list', {});
      return outcome.ok ? outcome.value.templates : [];
    };
    return {
      choose: (noteTitle) =>
        new Promise((resolve) => {
          waiting.current?.answer(null);
          const next: Asked = { noteTitle, answer: resolve };
          waiting.current = next;
          setAsked(next);
        }),
      async fill(path, noteTitle) {
        const template = (await all()).find((each) => each.path === path);
        return template === undefined ? null : fill(template, noteTitle);
      },
      list: all,
    };
  }, [core, fill]);

  const finish = (filled: FilledTemplate | null): void => {
    asked?.answer(filled);
    waiting.current = null;
  };
  return (
    <TemplatesContext value={templates}>
      {children}
      <TemplatePicker
        open={asked !== null}
        noteTitle={asked?.noteTitle ?? ''}
        onOpenChange={(open) => {
          if (!open) setAsked(null);
        }}
        onDecline={() => finish(null)}
        onChoose={finish}
      />
    </TemplatesContext>
  );
}
