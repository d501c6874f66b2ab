/** Finds a note in the picture: typing shows it, Enter opens it. */
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GraphNode } from '#shared/model/search.ts';
import { inputClass } from '../../ui/text-field.tsx';

export interface GraphSearchProps {
  readonly nodes: readonly GraphNode[];
  readonly onShow: (id: string) => void;
  readonly onOpen: (node: GraphNode) => void;
}

export function GraphSearch({ nodes, onShow, onOpen }: GraphSearchProps) {
  const { t } = useTranslation('graph');
  const [text, setText] = useState('');
  const id = useId();
  const found = findNode(nodes, text);
  return (
    <form
      role="search"
      className="w-56"
      onSubmit={(event) => {
        event.preventDefault();
        if (found !== null) onOpen(found);
      }}
    >
      <label htmlFor={id} className="sr-only">
        {t('search')}
      </label>
      <input
        id={id}
        type="search"
        value={text}
        placeholder={t('search')}
        className={inputClass}
        onChange={(event) => {
          setText(event.target.value);
          const match = findNode(nodes, event.target.value);
          if (match !== null) onShow(match.id);
        }}
      />
    </form>
  );
}

/** The best-linked node whose label begins with the text, else one that holds it. */
function findNode(nodes: readonly GraphNode[], text: string): GraphNode | null {
  const wanted = text.trim().toLocaleLowerCase();
  if (wanted === '') return null;
  const byDegree = (a: GraphNode, b: GraphNode): number => b.degree - a.degree;
  const label = (node: GraphNode): string => node.label.toLocaleLowerCase();
  const starting = nodes.filter((node) => label(node).startsWith(wanted)).toSorted(byDegree);
  return starting[0] ?? nodes.filter((node) => label(node).includes(wanted)).toSorted(byDegree)[0] ?? null;
}
