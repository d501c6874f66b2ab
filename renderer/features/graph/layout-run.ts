/** The layout itself: ForceAtlas2 in steps, so that positions can be shown while it settles. */
import Graph from 'graphology';
import forceAtlas2 from 'graphology-layout-forceatlas2';
import type { LayoutRequest, LayoutUpdate } from './layout-protocol.ts';

/** Iterations between two updates, and in all, by the number of nodes. */
function budget(nodes: number): { readonly step: number; readonly total: number } {
  if (nodes <= 500) return { step: 20, total: 400 };
  if (nodes <= 5_000) return { step: 10, total: 250 };
  return { step: 5, total: 120 };
}

/** Yields positions until the layout has settled or its budget is spent. */
export function* runLayout(request: LayoutRequest): Generator<LayoutUpdate, void, void> {
  const nodes = request.positions.length / 2;
  const graph = new Graph({ type: 'undirected', multi: false, allowSelfLoops: false });
  for (let index = 0; index < nodes; index += 1) {
    graph.addNode(index, {
      x: request.positions[index * 2] ?? 0,
      y: request.positions[index * 2 + 1] ?? 0,
    });
  }
  for (let index = 0; index + 1 < request.edges.length; index += 2) {
    const from = request.edges[index] ?? 0;
    const to = request.edges[index + 1] ?? 0;
    if (from !== to && !graph.hasEdge(from, to)) graph.addEdge(from, to);
  }

  const settings = {
    ...forceAtlas2.inferSettings(graph),
    barnesHutOptimize: nodes > 1_000,
    gravity: 1,
    scalingRatio: 8,
    slowDown: 4,
  };
  const { step, total } = budget(nodes);
  if (nodes < 2) {
    yield { positions: request.positions, done: true };
    return;
  }
  for (let spent = 0; spent < total; spent += step) {
    forceAtlas2.assign(graph, { iterations: step, settings });
    yield { positions: positionsOf(graph, nodes), done: spent + step >= total };
  }
}

function positionsOf(graph: Graph, nodes: number): Float32Array {
  const positions = new Float32Array(nodes * 2);
  graph.forEachNode((key, attributes) => {
    const index = Number(key);
    positions[index * 2] = Number(attributes['x']);
    positions[index * 2 + 1] = Number(attributes['y']);
  });
  return positions;
}
