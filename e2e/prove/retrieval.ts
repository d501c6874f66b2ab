/**
 * Measures the product's own search on the public retrieval sets: `node scripts/run.mjs
 * e2e/prove/retrieval.ts [set…]`. Prints one line a figure, with the published reference.
 */
import { cutPassages } from '../../shared/markdown/passages.ts';
import { notesForQuestion, passagesForQuestion, type QuestionOptions } from '../../electron/search/question.ts';
import { rankTuning, type RankTuning } from '../../electron/search/rank.ts';
import { fixturesPath } from '../fixtures-path.ts';
import { buildIndex, loadSet, passageRow, type RetrievalDoc, type RetrievalQuery, type RetrievalSet, type SetIndex, type SetNote } from './retrieval-sets.ts';

export interface Figure {
  readonly set: string;
  readonly metric: string;
  readonly value: number;
  /** What was published or measured elsewhere; 0 where nothing was. */
  readonly reference: number;
  readonly queries: number;
}

type Measure = (fixtures: string, tuning: RankTuning) => readonly Figure[];

/** Relevance by document id. */
function goldOf(query: RetrievalQuery): ReadonlyMap<string, number> {
  const gold = query.gold_corrected ?? query.gold;
  return new Map(Array.isArray(gold) ? gold.map((id): [string, number] => [id, 1]) : Object.entries(gold));
}

function recallAt(ranked: readonly string[], gold: ReadonlyMap<string, number>, depth: number): number {
  const top = new Set(ranked.slice(0, depth));
  return [...gold.keys()].filter((id) => top.has(id)).length / gold.size;
}

/** Gains as they are (not exponential), as trec_eval counts. */
function ndcgAt(ranked: readonly string[], gold: ReadonlyMap<string, number>, depth: number): number {
  const gain = (values: readonly number[]): number => values.slice(0, depth).reduce((sum, value, index) => sum + value / Math.log2(index + 2), 0);
  const ideal = gain([...gold.values()].toSorted((a, b) => b - a));
  return ideal === 0 ? 0 : gain(ranked.map((id) => gold.get(id) ?? 0)) / ideal;
}

function reciprocalRank(ranked: readonly string[], gold: ReadonlyMap<string, number>): number {
  const at = ranked.findIndex((id) => gold.has(id));
  return at === -1 ? 0 : 1 / (at + 1);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

const withGold = (queries: readonly RetrievalQuery[]): RetrievalQuery[] => queries.filter((query) => goldOf(query).size > 0);

function rankedDocuments(index: SetIndex, question: string, options: QuestionOptions): string[] {
  return notesForQuestion(index.db, question, options).map((note) => index.ofFile.get(note.fileId) ?? '');
}

function rankedPassages(index: SetIndex, question: string, options: QuestionOptions): string[] {
  const ids = passagesForQuestion(index.db, question, 100, options).map((passage) => index.ofPassage.get(passage.id) ?? '');
  return [...new Set(ids)];
}

/** A document as a note, cut into passages at its paragraphs and sentences. */
function documentNote(doc: RetrievalDoc, links: readonly string[] = []): SetNote {
  const passages = cutPassages([{ type: 'paragraph', start: 0, end: doc.text.length, line: 1, text: doc.text }], []);
  const rows = passages.length > 0 ? passages : [passageRow('')];
  return { title: doc.title ?? '', passages: rows.map((row) => ({ id: doc.id, row })), links };
}

/** A conversation whose mean turn is longer says enough in each. */
const shortTurn = 600;

/**
 * A turn of a conversation with speaker and date in its body. In talk of short turns each has the
 * two on each side for its context; long turns are cut into passages like any text.
 */
function turnRows(docs: readonly RetrievalDoc[], weightOf: (doc: RetrievalDoc) => number): SetNote['passages'] {
  const isTalk = mean(docs.map((doc) => doc.text.length)) <= shortTurn;
  return docs.flatMap((doc, index) => {
    const head = [doc.date, doc.speaker === undefined ? '' : `${doc.speaker}:`].filter(Boolean).join(' ');
    const text = [doc.text, doc.caption].filter(Boolean).join(' ');
    if (isTalk) {
      const around = [-2, -1, 1, 2].map((step) => docs[index + step]).filter((other) => other !== undefined && other.session === doc.session);
      const context = around.map((other) => other?.text).join(' ');
      return [{ id: doc.id, row: passageRow(`${head} ${text}`, { context, weight: weightOf(doc) }) }];
    }
    const blocks = text.split(/\n{2,}/).map((part) => ({ type: 'paragraph', start: 0, end: 0, line: 1, text: part }));
    return cutPassages(blocks, []).map((piece) => ({ id: doc.id, row: passageRow(`${head} ${piece.text}`, { weight: weightOf(doc) }) }));
  });
}

function documents(name: string, metric: (ranked: readonly string[], gold: ReadonlyMap<string, number>) => number, label: string, reference: number): Measure {
  return (fixtures, tuning) => {
    const set = loadSet(fixtures, name);
    const index = buildIndex(set.docs.map((doc) => documentNote(doc)));
    const queries = withGold(set.queries);
    const values = queries.map((query) => metric(rankedDocuments(index, query.text, { tuning }), goldOf(query)));
    return [{ set: name, metric: label, value: mean(values), reference, queries: queries.length }];
  };
}

function sessionsOf(set: RetrievalSet): ReadonlyMap<string, readonly RetrievalDoc[]> {
  return Map.groupBy(set.docs, (doc) => doc.session ?? doc.group ?? '');
}

const locomoTurns: Measure = (fixtures, tuning) => {
  const set = loadSet(fixtures, 'locomo10');
  const found: { query: RetrievalQuery; r5: number; r10: number }[] = [];
  for (const [group, docs] of Map.groupBy(set.docs, (doc) => doc.group ?? '')) {
    const sessions = Map.groupBy(docs, (doc) => doc.session ?? '');
    const index = buildIndex([...sessions.values()].map((turns) => ({ title: '', passages: turnRows(turns, () => 1), links: [] })));
    for (const query of withGold(set.queries.filter((one) => one.group === group))) {
      const ranked = rankedPassages(index, query.text, { tuning });
      found.push({ query, r5: recallAt(ranked, goldOf(query), 5), r10: recallAt(ranked, goldOf(query), 10) });
    }
  }
  const figures: Figure[] = [
    { set: 'locomo turns', metric: 'R@5', value: mean(found.map((one) => one.r5)), reference: 0.699, queries: found.length },
    { set: 'locomo turns', metric: 'R@10', value: mean(found.map((one) => one.r10)), reference: 0.775, queries: found.length },
  ];
  for (const [cat, list] of Map.groupBy(found, (one) => one.query.cat)) {
    const reference = cat === 'multi-hop' ? 0.413 : cat === 'open-domain' ? 0.363 : 0;
    figures.push({ set: `locomo turns, ${cat}`, metric: 'R@10', value: mean(list.map((one) => one.r10)), reference, queries: list.length });
  }
  return figures;
};

const locomoSessions: Measure = (fixtures, tuning) => {
  const set = loadSet(fixtures, 'locomo10');
  const sessionOf = new Map(set.docs.map((doc) => [doc.id, doc.session ?? '']));
  const notes = [...sessionsOf(set)].map(([session, turns]): SetNote => ({
    title: '',
    passages: turnRows(turns, () => 1).map(({ row }) => ({ id: session, row })),
    links: [],
  }));
  const index = buildIndex(notes);
  const queries = withGold(set.queries);
  const found = queries.map((query) => {
    const gold = new Map([...goldOf(query).keys()].map((id) => [sessionOf.get(id) ?? '', 1]));
    const ranked = rankedDocuments(index, query.text, { tuning });
    return { r5: recallAt(ranked, gold, 5), rr: reciprocalRank(ranked, gold) };
  });
  return [
    { set: 'locomo sessions', metric: 'R@5', value: mean(found.map((one) => one.r5)), reference: 0.884, queries: queries.length },
    { set: 'locomo sessions', metric: 'MRR', value: mean(found.map((one) => one.rr)), reference: 0.833, queries: queries.length },
  ];
};

const qmsum: Measure = (fixtures, tuning) => {
  const set = loadSet(fixtures, 'qmsum');
  const notes = [...Map.groupBy(set.docs, (doc) => doc.group ?? '').values()].map((docs): SetNote => ({
    title: '',
    passages: docs.map((doc) => ({ id: doc.id, row: passageRow(doc.text) })),
    links: [],
  }));
  const index = buildIndex(notes);
  const queries = withGold(set.queries);
  const values = queries.map((query) => recallAt(rankedPassages(index, query.text, { tuning }), goldOf(query), 10));
  return [{ set: 'qmsum, one index', metric: 'R@10', value: mean(values), reference: 0.382, queries: queries.length }];
};

const beam: Measure = (fixtures, tuning) => {
  const set = loadSet(fixtures, 'beam100k');
  return [1, 2].map((personWeight): Figure => {
    const values: number[] = [];
    for (const [group, docs] of Map.groupBy(set.docs, (doc) => doc.group ?? '')) {
      const sessions = Map.groupBy(docs, (doc) => doc.session ?? '');
      const weightOf = (doc: RetrievalDoc): number => (doc.speaker === 'user' ? personWeight : 1);
      const index = buildIndex([...sessions.values()].map((turns) => ({ title: '', passages: turnRows(turns, weightOf), links: [] })));
      for (const query of withGold(set.queries.filter((one) => one.group === group))) {
        values.push(recallAt(rankedPassages(index, query.text, { tuning }), goldOf(query), 10));
      }
    }
    const label = personWeight === 2 ? "beam, person's turns double" : 'beam';
    return { set: label, metric: 'R@10', value: mean(values), reference: personWeight === 2 ? 0.539 : 0.45, queries: values.length };
  });
};

/** A title that stands in another document's text is a link there, as it would be in a wiki. */
const musique: Measure = (fixtures, tuning) => {
  const set = loadSet(fixtures, 'musique100');
  const pathOf = new Map(set.docs.map((doc, index) => [doc.title ?? '', `${index}`]));
  const titles = [...pathOf.keys()].filter((title) => title.length >= 4);
  const notes = set.docs.map((doc) =>
    documentNote(doc, titles.filter((title) => title !== doc.title && mentions(doc.text, title)).map((title) => pathOf.get(title) ?? '')),
  );
  const index = buildIndex(notes);
  return [false, true].map((links): Figure => {
    const values = set.queries.map((query) => {
      const ranked = rankedDocuments(index, query.text, { tuning, links });
      return recallAt(ranked, goldOf(query), 10) === 1 ? 1 : 0;
    });
    return { set: links ? 'musique with links' : 'musique', metric: 'all gold@10', value: mean(values), reference: links ? 0.4 : 0.25, queries: values.length };
  });
};

function mentions(text: string, title: string): boolean {
  const at = text.indexOf(title);
  return at !== -1 && !/[\p{L}\p{N}]/u.test(text.charAt(at - 1)) && !/[\p{L}\p{N}]/u.test(text.charAt(at + title.length));
}

const measures: Readonly<Record<string, Measure>> = {
  scifact: documents('scifact', (ranked, gold) => ndcgAt(ranked, gold, 10), 'nDCG@10', 0.699),
  cranfield: documents('cranfield', (ranked, gold) => ndcgAt(ranked, gold, 10), 'nDCG@10', 0.405),
  'locomo-turns': locomoTurns,
  'locomo-sessions': locomoSessions,
  qmsum,
  beam,
  musique,
  zh: documents('cmrc2018', (ranked, gold) => recallAt(ranked, gold, 10), 'R@10', 0.998),
};

/** All figures, or those of the named sets. */
export function measureRetrieval(fixtures: string, names: readonly string[], tuning: RankTuning = rankTuning): readonly Figure[] {
  return Object.entries(measures)
    .filter(([name]) => names.length === 0 || names.includes(name))
    .flatMap(([, measure]) => measure(fixtures, tuning));
}

/** What has to hold, by set and metric: a little under the references, which are single runs. */
const bars: Readonly<Record<string, number>> = {
  'scifact nDCG@10': 0.69,
  'cranfield nDCG@10': 0.4,
  'locomo turns R@5': 0.69,
  'locomo turns R@10': 0.77,
  'locomo sessions R@5': 0.88,
  'qmsum, one index R@10': 0.38,
  'beam R@10': 0.45,
  "beam, person's turns double R@10": 0.53,
  'musique with links all gold@10': 0.38,
  'cmrc2018 R@10': 0.99,
};

export function barOf(figure: Figure): number {
  return bars[`${figure.set} ${figure.metric}`] ?? 0;
}

if (process.argv[1] === import.meta.filename) {
  const changed = JSON.parse(process.env['VERSO_TUNING'] ?? '{}') as Partial<RankTuning>; // typed by hand, for trials only
  const fixtures = fixturesPath();
  if (fixtures === null) {
    console.error('The retrieval sets are not here. Set VERSO_FIXTURES to their folder.');
    process.exit(2);
  }
  for (const figure of measureRetrieval(fixtures, process.argv.slice(2), { ...rankTuning, ...changed })) {
    const bar = barOf(figure);
    const holds = bar === 0 ? ' ' : figure.value >= bar ? '✓' : '✗';
    console.log(
      `${holds} ${figure.set.padEnd(30)} ${figure.metric.padEnd(12)} ${figure.value.toFixed(3)}  (bar ${bar.toFixed(2)}, reference ${figure.reference.toFixed(3)}, ${figure.queries} queries)`,
    );
  }
}
