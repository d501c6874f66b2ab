/** One proposal as a letter: the page, what changes in it as prose, and the quotes that it stands on. */
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Claim } from '#shared/model/claim.ts';
import type { ReviewLetter } from '#shared/model/proposal.ts';
import { useNavigation } from '../../api/navigation.ts';
import { classNames } from '../../ui/class-names.ts';
import { markNumbers, proseDiff, type ProseBlock, type ProseRun } from './prose-diff.ts';

export function Letter({ letter }: { readonly letter: ReviewLetter }) {
  const { t } = useTranslation('review');
  const { proposal, claims } = letter;
  const headingId = useId();
  const numbers = markNumbers(proposal.after, proposal.before);
  const blocks = proseDiff(proposal.before, proposal.after);
  return (
    <article aria-labelledby={headingId} className="@container">
      <div className="grid gap-x-10 gap-y-6 @min-[660px]:grid-cols-[minmax(0,1fr)_240px]">
        <div className="min-w-0">
          <p className="text-small text-muted">{t(`kinds.${proposal.pageKind}`)}</p>
          <h2 id={headingId} className="text-display font-semibold break-words">
            {proposal.title}
          </h2>
          <ul className="mt-2 flex flex-wrap gap-2 empty:hidden">
            {proposal.flags.map((flag) => (
              <li
                key={flag}
                className={classNames('rounded-sm px-1.5 py-0.5 text-small', flag === 'new-page' ? 'bg-accent-soft text-accent' : 'bg-warning-soft text-warning')}
              >
                {t(`flags.${flag}`)}
              </li>
            ))}
          </ul>
          <h3 className="mt-6 mb-2 text-title font-semibold">{proposal.section}</h3>
          {proposal.after === '' ? <p className="mb-2 text-muted">{t('removesSection')}</p> : null}
          <Prose blocks={blocks} numbers={numbers} />
        </div>
        <Quotes claims={claims} numbers={numbers} />
      </div>
    </article>
  );
}

function Prose({ blocks, numbers }: { readonly blocks: readonly ProseBlock[]; readonly numbers: ReadonlyMap<string, number> }) {
  return (
    <div className="reading flex flex-col gap-3 select-text">
      {blocks.map((block, index) => (
        // Blocks of one diff never move: their place is their name.
        <p key={index} className={classNames('break-words', block.item && 'relative pl-5 before:absolute before:left-1 before:content-["•"] before:text-muted')}>
          {block.runs.map((run, at) => (
            <Run key={at} run={run} numbers={numbers} />
          ))}
        </p>
      ))}
    </div>
  );
}

function Run({ run, numbers }: { readonly run: ProseRun; readonly numbers: ReadonlyMap<string, number> }) {
  const { t } = useTranslation('review');
  const content = run.tokens.map((token, index) => {
    if (token.kind === 'mark') {
      const number = numbers.get(token.claimId) ?? 0;
      return (
        <sup key={index} className="font-sans text-small text-accent">
          <span className="sr-only">{t('quoteNumber', { number })}</span>
          <span aria-hidden>{number}</span>
        </sup>
      );
    }
    if (token.kind === 'link') {
      return (
        <span key={index} className="text-accent">
          {token.text}
        </span>
      );
    }
    return token.text;
  });
  if (run.change === 'added') return <ins className="rounded-sm bg-positive-soft no-underline decoration-positive forced-colors:underline">{content}</ins>;
  if (run.change === 'removed') return <del className="rounded-sm bg-danger-soft text-muted line-through decoration-danger">{content}</del>;
  return <span>{content}</span>;
}

function Quotes({ claims, numbers }: { readonly claims: readonly Claim[]; readonly numbers: ReadonlyMap<string, number> }) {
  const { t } = useTranslation('review');
  const headingId = useId();
  const ordered = claims.toSorted((left, right) => (numbers.get(left.id) ?? 0) - (numbers.get(right.id) ?? 0));
  if (ordered.length === 0) return null;
  return (
    <aside aria-labelledby={headingId} className="min-w-0 @min-[660px]:pt-14">
      <h3 id={headingId} className="mb-3 text-small font-medium text-muted">
        {t('quotes', { count: ordered.length })}
      </h3>
      <ol className="flex flex-col gap-4">
        {ordered.map((claim) => (
          <Quote key={claim.id} claim={claim} number={numbers.get(claim.id) ?? 0} />
        ))}
      </ol>
    </aside>
  );
}

function Quote({ claim, number }: { readonly claim: Claim; readonly number: number }) {
  const { t } = useTranslation('review');
  const navigation = useNavigation();
  const { source } = claim;
  const fragment = source.anchor.kind === 'block' ? `^${source.anchor.id}` : source.anchor.kind === 'heading' ? source.anchor.heading : null;
  const by = [source.speaker ?? (source.kind === 'note' ? t('yourNote') : null), source.date?.replace('T', ' ').slice(0, 16) ?? null].filter((part) => part !== null).join(' · ');
  return (
    <li className="flex gap-2 border-l-2 border-border pl-3">
      <div className="min-w-0 flex-1">
        <blockquote className="font-reading text-large break-words select-text">
          <span aria-hidden className="mr-1.5 align-super font-sans text-small text-accent">
            {number}
          </span>
          <span className="sr-only">{t('quoteNumber', { number })}</span>“{claim.quote}”
        </blockquote>
        {by === '' ? null : <p className="mt-1 text-small text-muted">{by}</p>}
        <button
          type="button"
          className="mt-0.5 max-w-full truncate text-left text-small text-accent hover:underline"
          onClick={() => navigation.openNote(source.path, { newTab: true, ...(fragment === null ? {} : { fragment }) })}
        >
          {t('openSource', { title: source.title })}
        </button>
        {claim.status === 'active' ? null : <p className="mt-1 text-small text-warning">{t(`claim.${claim.status}`)}</p>}
      </div>
    </li>
  );
}
