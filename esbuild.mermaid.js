/**
 * Plugins of esbuild that make Mermaid small and quick in the page of the panel. Used by esbuild.js and by the tests of
 * the page, so that what is tested is what is shipped.
 */
const fs = require('node:fs');
const path = require('node:path');

const chunks = path.join(path.dirname(require.resolve('mermaid')), 'chunks', 'mermaid.core');

/**
 * Mermaid loads each kind of diagram and layout by a dynamic import. Flowcharts laid out by dagre are all that is
 * drawn, so the rest is left out of the bundle: it would multiply the size of the VSIX and never be loaded.
 */
const onlyFlowcharts = {
  name: 'only-flowcharts',
  setup(build) {
    const needed = /\/(flowDiagram|dagre)-[^/]*$/;
    build.onResolve({ filter: /.*/ }, (args) => {
      const fromMermaid = args.importer.split(path.sep).join('/').includes('/node_modules/mermaid/');
      if (args.kind !== 'dynamic-import' || !fromMermaid || needed.test(args.path)) return undefined;
      return { path: args.path, namespace: 'left-out-of-mermaid' };
    });
    build.onLoad({ filter: /.*/, namespace: 'left-out-of-mermaid' }, (args) => ({
      contents: `throw new Error(${JSON.stringify(`${args.path} is left out of this build: only flowcharts are drawn`)});`,
      loader: 'js',
    }));
  },
};

/**
 * Gives names to two of Mermaid's chunks, whose file names end with a hash: `mermaid/dagre`, its layout, and
 * `mermaid/flowchart`. They are fetched together with the library in place of one after the other.
 */
const namedChunks = {
  name: 'named-chunks-of-mermaid',
  setup(build) {
    build.onResolve({ filter: /^mermaid\/(dagre|flowchart)$/ }, (args) => {
      const start = args.path === 'mermaid/dagre' ? 'dagre-' : 'flowDiagram-';
      const found = fs.readdirSync(chunks).filter((name) => name.startsWith(start) && name.endsWith('.mjs'));
      if (found.length === 1) return { path: path.join(chunks, found[0]) };
      return { errors: [{ text: `Mermaid has ${found.length} chunks ${start}*.mjs where one was expected` }] };
    });
  },
};

/**
 * What is changed in Mermaid's text. Each patch leaves the drawing as it is. Where `from` is not found, as after an
 * upgrade, the text stays what it was, the build warns, and test/page/mermaidPatches.test.ts fails.
 */
const patches = [
  {
    // Half of a drawing's time went into deep copies of the configuration, one at each look at it.
    name: 'configuration copied once',
    from: `var getConfig = /* @__PURE__ */ __name(() => {
  return assignWithDepth_default({}, currentConfig);
}, "getConfig");`,
    to: `var configCopied;
var configCopy;
var getConfig = /* @__PURE__ */ __name(() => {
  if (configCopied !== currentConfig) {
    configCopy = assignWithDepth_default({}, currentConfig);
    configCopied = currentConfig;
  }
  return configCopy;
}, "getConfig");`,
  },
  {
    // Labels wait for measuring four times; for a frame each, which a hidden page never has.
    name: 'labels measured without waiting for a frame',
    from: 'var raf = win.requestAnimationFrame || win.webkitRequestAnimationFrame || win.mozRequestAnimationFrame || win.msRequestAnimationFrame || function(cb) {',
    to: `var raf = function(cb) {
    var channel = new MessageChannel();
    channel.port1.onmessage = function() {
      channel.port1.close();
      cb();
    };
    channel.port2.postMessage(null);
  };
  var unused = function(cb) {`,
  },
  {
    // A pill as one rectangle with the polygon's bounds, in place of two paths of 200 curves made by roughjs.
    name: 'plain pills',
    from: `const shapeNode = rc.path(pathData, options);
  const polygon = shapeSvg.insert(() => shapeNode, ":first-child");
  polygon.attr("class", "basic label-container outer-path");
  if (cssStyles && node.look !== "handDrawn") {
    polygon.selectChildren("path").attr("style", cssStyles);
  }
  if (nodeStyles && node.look !== "handDrawn") {
    polygon.selectChildren("path").attr("style", nodeStyles);
  }
  updateNodeBounds(node, polygon);
  node.intersect = function(point) {
    const pos = intersect_default.polygon(node, points, point);
    return pos;
  };
  return shapeSvg;
}
__name(stadium, "stadium");`,
    to: `const pillWidth = w - h + h * Math.cos(Math.PI / (2 * (arcPointCount - 1)));
  const polygon = shapeSvg.insert("rect", ":first-child");
  polygon.attr("class", "basic label-container outer-path").attr("rx", radius).attr("x", -pillWidth / 2).attr("y", -h / 2).attr("width", pillWidth).attr("height", h);
  updateNodeBounds(node, polygon, { width: pillWidth, height: h });
  node.intersect = function(point) {
    const pos = intersect_default.polygon(node, points, point);
    return pos;
  };
  return shapeSvg;
}
__name(stadium, "stadium");`,
  },
  {
    // The page draws its progress there, and a drawing that is no longer wanted ends.
    name: 'a pause before the layout',
    from: 'const coreResult = false ?',
    to: 'await helpers?.pause?.();\n    const coreResult = false ?',
  },
  {
    name: 'pauses between edges',
    from: `    if (shouldSkipPaintEdge(edge, options)) {
      continue;
    }
    await paintLayoutEdge(`,
    to: `    if (shouldSkipPaintEdge(edge, options)) {
      continue;
    }
    await context.helpers?.pause?.();
    await paintLayoutEdge(`,
  },
  {
    // Each rank of a layout looked through all nodes, dummies of long edges included: a chain of 150 gates took seconds.
    name: 'nodes of a rank looked up: the nodes',
    from: '_.forEach(g.nodes(), function (v) {\n    var node = g.node(v),\n      parent = g.parent(v);\n\n    if (node.rank === rank',
    to: '_.forEach(nodes, function (v) {\n    var node = g.node(v),\n      parent = g.parent(v);\n\n    if (node.rank === rank',
  },
  {
    name: 'nodes of a rank looked up: the parameter',
    from: 'function buildLayerGraph(g, rank, relationship) {',
    to: 'function buildLayerGraph(g, rank, relationship, nodes = g.nodes()) {',
  },
  {
    name: 'nodes of a rank looked up: the ranks',
    from: `  return _.map(ranks, function (rank) {
    return buildLayerGraph(g, rank, relationship);
  });`,
    to: `  var byRank = new Map();
  for (const v of g.nodes()) {
    const { rank, minRank = rank, maxRank = rank } = g.node(v);
    for (let at = minRank; at <= maxRank; at++) {
      if (!byRank.has(at)) byRank.set(at, []);
      byRank.get(at).push(v);
    }
  }
  return _.map(ranks, function (rank) {
    return buildLayerGraph(g, rank, relationship, byRank.get(rank) ?? []);
  });`,
  },
  {
    name: 'no copy of a stack for each node',
    from: 'stack = stack.concat(nextNodesFunc(elem));',
    to: 'stack.push(...nextNodesFunc(elem));',
  },
  {
    name: 'lengths of paths only where they are used',
    from: 'const len = typeof pathNode.getTotalLength === "function" ? pathNode.getTotalLength() : 0;',
    to: 'const len = edge.look === "neo" && typeof pathNode.getTotalLength === "function" ? pathNode.getTotalLength() : 0;',
  },
];

/** Changes the text of Mermaid's modules and of dagre's by `wanted`, and warns of what was not found in any. */
const quickMermaid = (wanted = patches) => ({
  name: 'quick-mermaid',
  setup(build) {
    const found = new Set();
    build.onLoad(
      { filter: /[\\/]node_modules[\\/](mermaid[\\/]dist[\\/].*\.mjs|dagre-d3-es[\\/]src[\\/].*\.js)$/ },
      async (args) => {
        let contents = await fs.promises.readFile(args.path, 'utf8');
        for (const patch of wanted) {
          if (!contents.includes(patch.from)) continue;
          contents = contents.replace(patch.from, () => patch.to);
          found.add(patch.name);
        }
        return { contents, loader: 'js' };
      },
    );
    build.onEnd(() => ({
      warnings: wanted
        .filter(({ name }) => !found.has(name))
        .map(({ name }) => ({
          text: `Mermaid stays slow: its text has changed, and the patch "${name}" does not fit`,
        })),
    }));
  },
});

/** All of them, in the order esbuild is to ask them. */
const mermaidPlugins = () => [namedChunks, onlyFlowcharts, quickMermaid()];

module.exports = { mermaidPlugins, namedChunks, onlyFlowcharts, quickMermaid, patches };
