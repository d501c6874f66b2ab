/** Renders an answer: Markdown as React elements, citations as marks, nothing as HTML. */
import type { Nodes, TableCell } from 'mdast';
import { Fragment, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Citation } from '#shared/model/chat.ts';
import { useCore, type Core } from '../../api/core.ts';
import { externalAddress, parseAnswer, sourceOf, splitCitations } from './answer-markdown.ts';
import { CitationMark, type CitedPassage } from './citation-mark.tsx';

export interface AnswerTextProps {
  readonly text: string;
  readonly citations: readonly Citation[];
  readonly passages: ReadonlyMap<number, CitedPassage>;
}

export function AnswerText({ text, citations, passages }: AnswerTextProps) {
  const core = useCore();
  const { t } = useTranslation('chat');
  const tree = useMemo(() => parseAnswer(text), [text]);
  const byNumber = useMemo(() => new Map(citations.map((citation) => [citation.number, citation])), [citations]);
  const context: Context = {
    source: text,
    core,
    opens: (address) => t('opens', { address }),
    cite: (number, key) => {
      const citation = byNumber.get(number);
      // A number that was not supplied never reaches the screen.
      return citation === undefined ? null : (
        <CitationMark key={key} citation={citation} passage={passages.get(number) ?? null} />
      );
    },
  };
  return (
    <div dir="auto" className="answer reading flex flex-col gap-3 select-text [overflow-wrap:anywhere]">
      {renderAll(tree.children, context)}
    </div>
  );
}

interface Context {
  readonly source: string;
  readonly core: Core;
  readonly opens: (address: string) => string;
  readonly cite: (number: number, key: string) => ReactNode;
}

function renderAll(nodes: readonly Nodes[], context: Context): ReactNode {
  return nodes.map((node, index) => <Fragment key={index}>{render(node, context)}</Fragment>);
}

function render(node: Nodes, context: Context): ReactNode {
  switch (node.type) {
    case 'paragraph':
      return <p>{renderAll(node.children, context)}</p>;
    case 'heading':
      return (
        <p role="heading" aria-level={Math.min(6, node.depth + 2)} className="font-semibold">
          {renderAll(node.children, context)}
        </p>
      );
    case 'text':
      return splitCitations(node.value).map((part, index) =>
        part.kind === 'text' ? part.text : context.cite(part.number, String(index)),
      );
    case 'strong':
      return <strong>{renderAll(node.children, context)}</strong>;
    case 'emphasis':
      return <em>{renderAll(node.children, context)}</em>;
    case 'delete':
      return <del>{renderAll(node.children, context)}</del>;
    case 'inlineCode':
      return <code className="rounded-sm bg-sunken px-1 font-mono text-[0.85em]">{node.value}</code>;
    case 'code':
      return (
        <pre tabIndex={0} className="overflow-x-auto rounded-md border border-border bg-sunken p-3 font-mono text-small">
          {node.value}
        </pre>
      );
    case 'break':
      return <br />;
    case 'thematicBreak':
      return <hr className="border-border" />;
    case 'blockquote':
      return <blockquote className="border-s-2 border-border-strong ps-3 text-muted">{renderAll(node.children, context)}</blockquote>;
    case 'list':
      return node.ordered === true ? (
        <ol start={node.start ?? 1} className="flex list-decimal flex-col gap-1 ps-6">
          {renderAll(node.children, context)}
        </ol>
      ) : (
        <ul className="flex list-disc flex-col gap-1 ps-6">{renderAll(node.children, context)}</ul>
      );
    case 'listItem':
      return (
        <li>
          {node.checked === null || node.checked === undefined ? null : (
            <input type="checkbox" checked={node.checked} disabled readOnly className="me-2" />
          )}
          {/* A tight item's paragraph stands in the line of its mark. */}
          {node.spread === true
            ? renderAll(node.children, context)
            : node.children.map((child, index) => (
                <Fragment key={index}>{child.type === 'paragraph' ? renderAll(child.children, context) : render(child, context)}</Fragment>
              ))}
        </li>
      );
    case 'link': {
      const address = externalAddress(node.url);
      if (address === null) return <>{renderAll(node.children, context)}</>;
      return (
        <a
          href={address}
          target="_blank"
          rel="noreferrer noopener"
          title={context.opens(address)}
          className="text-accent underline"
          onClick={(event) => {
            event.preventDefault();
            void context.core.call('host.openExternal', { url: address }).then((outcome) => {
              if (!outcome.ok) window.open(address, '_blank', 'noopener,noreferrer');
            });
          }}
        >
          {renderAll(node.children, context)}
        </a>
      );
    }
    case 'table': {
      const [head, ...rows] = node.children;
      const cells = (row: readonly TableCell[], Cell: 'th' | 'td') =>
        row.map((cell, index) => (
          <Cell key={index} className="border border-border px-2 py-1 text-start align-top">
            {renderAll(cell.children, context)}
          </Cell>
        ));
      return (
        <div tabIndex={0} className="overflow-x-auto">
          <table className="border-collapse text-ui">
            <thead>{head === undefined ? null : <tr>{cells(head.children, 'th')}</tr>}</thead>
            <tbody>
              {rows.map((row, index) => (
                <tr key={index}>{cells(row.children, 'td')}</tr>
              ))}
            </tbody>
          </table>
        </div>
      );
    }
    case 'root':
      return renderAll(node.children, context);
    default:
      // Images, HTML, definitions: shown as they were written.
      return sourceOf(node, context.source);
  }
}
