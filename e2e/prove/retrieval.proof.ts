/** `npm run prove -- retrieval`: the product's own search on the public retrieval sets, beside what was published. */
import { fixturesPath } from '../fixtures-path.ts';
import { summarise, type Bench } from '../bench/bench.ts';
import { barOf, measureRetrieval } from './retrieval.ts';

export const proof: Bench = {
  name: 'retrieval',
  run() {
    const fixtures = fixturesPath();
    if (fixtures === null) throw new Error('The retrieval sets are not here. Set VERSO_FIXTURES to their folder.');
    const figures = measureRetrieval(fixtures, []).map((figure) => {
      const bar = barOf(figure);
      return {
        name: `Retrieval: ${figure.set}, ${figure.metric} (${figure.queries} questions)`,
        ...summarise([figure.value]),
        unit: 'ratio' as const,
        bar: bar === 0 ? null : `≥ ${bar}`,
        holds: bar === 0 ? null : figure.value >= bar,
        ...(figure.reference === 0 ? {} : { peer: 'published or measured reference', peerValue: figure.reference, ratio: figure.value / figure.reference }),
      };
    });
    return Promise.resolve(figures);
  },
};
