/** Owns one drawn graph: sigma on WebGL, the layout worker, hover, keyboard and their end. */
import Graph from 'graphology';
import Sigma from 'sigma';
import type { Graph as GraphData, GraphNode } from '#shared/model/search.ts';
import { readGraphColours, type GraphColours } from './graph-colours.ts';
import { drawHoverLabel } from './hover-label.ts';
import { seedPositions, type LayoutRequest, type LayoutUpdate } from './layout-protocol.ts';

export interface GraphCanvasOptions {
  readonly container: HTMLElement;
  readonly data: GraphData;
  /** The node that a local graph stands around. */
  readonly centre: string | null;
  readonly onOpen: (node: GraphNode, newTab: boolean) => void;
  readonly onFocus: (node: GraphNode | null) => void;
  /** Called when the layout has settled. */
  readonly onSettled: () => void;
}

interface NodeAttributes {
  x: number;
  y: number;
  size: number;
  label: string;
  color: string;
  kind: GraphNode['kind'];
}

export class GraphCanvas {
  readonly #options: GraphCanvasOptions;
  readonly #graph: Graph<NodeAttributes>;
  readonly #sigma: Sigma<NodeAttributes>;
  readonly #worker: Worker;
  readonly #themeObserver: MutationObserver;
  readonly #nodes: ReadonlyMap<string, GraphNode>;
  readonly #removeSchemeListener: () => void;
  readonly #darkScheme = matchMedia('(prefers-color-scheme: dark)');
  #colours: GraphColours;
  #focus: string | null = null;
  #neighbours: ReadonlySet<string> = new Set();

  constructor(options: GraphCanvasOptions) {
    this.#options = options;
    this.#nodes = new Map(options.data.nodes.map((node) => [node.id, node]));
    this.#colours = readGraphColours(options.container);
    this.#graph = buildGraph(options.data, options.centre, this.#colours);
    this.#sigma = new Sigma(this.#graph, options.container, {
      allowInvalidContainer: true,
      labelFont: 'Inter Variable, sans-serif',
      labelSize: 12,
      labelColor: { color: this.#colours.label },
      labelRenderedSizeThreshold: options.data.nodes.length < 60 ? 0 : 6,
      defaultEdgeColor: this.#colours.edge,
      hideEdgesOnMove: options.data.edges.length > 20_000,
      defaultDrawNodeHover: (context, data, settings) => drawHoverLabel(context, data, settings, this.#colours),
      zIndex: true,
      nodeReducer: (node, attributes) => this.#showNode(node, attributes),
      edgeReducer: (edge, attributes) => this.#showEdge(edge, attributes),
    });
    this.#worker = this.#startLayout();
    this.#listen();
    const recolour = (): void => this.#recolour();
    this.#themeObserver = new MutationObserver(recolour);
    this.#themeObserver.observe(document.documentElement, { attributeFilter: ['data-theme', 'class', 'style'] });
    this.#darkScheme.addEventListener('change', recolour);
    this.#removeSchemeListener = () => this.#darkScheme.removeEventListener('change', recolour);
  }

  /** Highlights a node with its neighbours, as hovering does; null shows everything again. */
  focus(id: string | null): void {
    this.#focus = id !== null && this.#graph.hasNode(id) ? id : null;
    this.#neighbours = this.#focus === null ? new Set() : new Set(this.#graph.neighbors(this.#focus));
    this.#options.onFocus(this.#focus === null ? null : (this.#nodeData(this.#focus) ?? null));
    this.#sigma.refresh({ skipIndexation: true });
  }

  /** Brings a node to the middle and highlights it. */
  show(id: string): void {
    const place = this.#sigma.getNodeDisplayData(id);
    if (place === undefined) return;
    this.focus(id);
    const duration = matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 180;
    void this.#sigma.getCamera().animate({ x: place.x, y: place.y, ratio: 0.4 }, { duration });
  }

  zoomIn(): void {
    void this.#sigma.getCamera().animatedZoom({ duration: 120 });
  }

  zoomOut(): void {
    void this.#sigma.getCamera().animatedUnzoom({ duration: 120 });
  }

  fit(): void {
    void this.#sigma.getCamera().animatedReset({ duration: 120 });
  }

  destroy(): void {
    this.#worker.terminate();
    this.#themeObserver.disconnect();
    this.#removeSchemeListener();
    this.#sigma.kill();
  }

  #startLayout(): Worker {
    const { data } = this.#options;
    const worker = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module', name: 'graph-layout' });
    worker.addEventListener('message', (event: MessageEvent<LayoutUpdate>) => {
      const { positions, done } = event.data;
      this.#graph.updateEachNodeAttributes((id, attributes) => {
        const index = indexOf.get(id) ?? 0;
        return { ...attributes, x: positions[index * 2] ?? 0, y: positions[index * 2 + 1] ?? 0 };
      }, { attributes: ['x', 'y'] });
      if (done) this.#options.onSettled();
    });
    const ids = data.nodes.map((node) => node.id);
    const indexOf = new Map(ids.map((id, index) => [id, index]));
    const request: LayoutRequest = { positions: seedPositions(ids), edges: Uint32Array.from(data.edges.flat()) };
    worker.postMessage(request);
    return worker;
  }

  #listen(): void {
    this.#sigma.on('enterNode', ({ node }) => this.focus(node));
    this.#sigma.on('leaveNode', () => this.focus(null));
    this.#sigma.on('clickNode', ({ node, event }) => {
      const data = this.#nodeData(node);
      const original = event.original;
      if (data !== undefined) this.#options.onOpen(data, original.ctrlKey || original.metaKey);
    });
  }

  #nodeData(id: string): GraphNode | undefined {
    return this.#nodes.get(id);
  }

  #showNode(node: string, attributes: NodeAttributes): Partial<NodeAttributes & { highlighted: boolean; zIndex: number }> {
    if (this.#focus === null) return attributes;
    if (node === this.#focus) return { ...attributes, highlighted: true, zIndex: 2 };
    if (this.#neighbours.has(node)) return { ...attributes, zIndex: 1 };
    return { ...attributes, color: this.#colours.faded, label: '', zIndex: 0 };
  }

  #showEdge(edge: string, attributes: Record<string, unknown>): Record<string, unknown> {
    if (this.#focus === null) return attributes;
    return this.#graph.hasExtremity(edge, this.#focus)
      ? { ...attributes, color: this.#colours.edgeStrong, zIndex: 1 }
      : { ...attributes, hidden: true };
  }

  #recolour(): void {
    this.#colours = readGraphColours(this.#options.container);
    const colours = this.#colours;
    this.#graph.updateEachNodeAttributes((_, attributes) => ({ ...attributes, color: colours[attributes.kind] }), {
      attributes: ['color'],
    });
    this.#sigma.setSetting('labelColor', { color: colours.label });
    this.#sigma.setSetting('defaultEdgeColor', colours.edge);
    this.#sigma.refresh();
  }
}

function buildGraph(data: GraphData, centre: string | null, colours: GraphColours): Graph<NodeAttributes> {
  const graph = new Graph<NodeAttributes>({ type: 'undirected', multi: false });
  const positions = seedPositions(data.nodes.map((node) => node.id));
  data.nodes.forEach((node, index) => {
    graph.mergeNode(node.id, {
      x: positions[index * 2] ?? 0,
      y: positions[index * 2 + 1] ?? 0,
      // Area grows with the number of links, so the radius with its root.
      size: (node.id === centre ? 4 : 2.5) + Math.min(12, Math.sqrt(node.degree) * 1.4),
      label: node.label,
      color: colours[node.kind],
      kind: node.kind,
    });
  });
  for (const [from, to] of data.edges) {
    const source = data.nodes[from];
    const target = data.nodes[to];
    if (source === undefined || target === undefined || source.id === target.id) continue;
    graph.mergeEdge(source.id, target.id, { size: 1 });
  }
  return graph;
}
