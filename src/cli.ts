import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { version } from '../package.json';
import { checkResults } from './cliCheck';
import { explicitBudget } from './inspector/budgets';
import { InspectorClient } from './inspector/client';
import { languageNames, languageOfFile } from './inspector/languages';
import { startNodeWorker } from './inspector/nodeWorker';
import type {
  DocumentLanguage,
  Focus,
  FoundFile,
  InspectRequest,
  InspectResponse,
  LanguageId,
  Range,
} from './protocol';
import { type CheckedResult, checkJson, checkTable, hasDifference } from './text/checkReport';
import { toJson } from './text/json';
import { jsonPieces } from './text/jsonPieces';
import { toMarkdown } from './text/markdown';
import { mermaidExport } from './text/mermaid';
import { toTable } from './text/table';
import { isUnmarked } from './text/unmarked';

const USAGE = `usage: gradlens inspect FILE [options]
       gradlens check FILE [options]

inspect differentiates the annotated snippets of a file (\`@grad\`), or what an option names. check compares the gradients
of their inputs with finite differences; it prints --json or --table. FILE may be - for standard input.

  --at LINE[:COL]           the annotated snippet at a place, else the statement there
  --select L:C-L:C          a selection; lines and columns start at 1, the end is exclusive
  --of NAME                 a variable as it stands at the end of the module
  --upstream NAME           with --of: the variable that holds the gradient to start from
  --set NAME=EXPRESSION     replaces the value of an input; may be repeated
  --graph full              the whole trace instead of the default picture (up to 10 000 gates)
  --language LANGUAGE       the language of standard input: typescript, python or markdown
  --json | --table | --mermaid | --markdown
                            how to print; --table by default on a terminal, else --json
  --version, --help

exit codes: 0 all results are good, 1 one has an error or a gradient that differs, or --set names no input, 2 wrong usage
`;

type Format = 'json' | 'table' | 'mermaid' | 'markdown';

interface Options {
  readonly command: 'inspect' | 'check';
  readonly file: string;
  readonly language: DocumentLanguage;
  readonly focus: Focus;
  readonly set: Readonly<Record<string, string>>;
  readonly picture: 'default' | 'full';
  readonly format: Format;
}

/** Wrong usage: said on standard error, exit code 2. */
class UsageError extends Error {}

async function main(args: readonly string[]): Promise<number> {
  let options: Options | 'help' | 'version';
  try {
    options = readArguments(args);
  } catch (error) {
    process.stderr.write(`gradlens: ${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return 2;
  }
  if (options === 'help') return await print([USAGE], 0);
  if (options === 'version') return await print([`${version}\n`], 0);
  let text: string;
  try {
    text = readFileSync(options.file === '-' ? 0 : options.file, 'utf8');
  } catch (error) {
    process.stderr.write(`gradlens: cannot read ${options.file}: ${error instanceof Error ? error.message : error}\n`);
    return 2;
  }
  const client = new InspectorClient(
    () => startNodeWorker(join(__dirname, 'worker.js')),
    () => undefined,
    readImported,
  );
  try {
    const request: InspectRequest = {
      uri: options.file === '-' ? 'stdin' : options.file.split(sep).join('/'),
      version: 1,
      language: options.language,
      text: text.replace(/^\uFEFF/, ''),
      focus: options.focus,
      set: options.set,
      budget: explicitBudget,
      picture: options.picture,
      wholeArrays: true,
    };
    const response = await client.inspect(request, 'cli');
    if (response === null) return 1;
    const unset = response.unset ?? [];
    for (const name of unset) process.stderr.write(`gradlens: --set ${name}: no result has an input of that name\n`);
    const hasError = unset.length > 0 || response.results.some(({ error }) => error !== null);
    if (options.command === 'inspect') return await print(render(response, options), hasError ? 1 : 0);
    const checked = await checkResults(client, request, response.results);
    return await print(renderChecks(checked, response, options), hasError || hasDifference(checked) ? 1 : 0);
  } finally {
    client.dispose();
  }
}

/** The first file there is on disk; addresses are paths with `/`. */
async function readImported(candidates: readonly string[]): Promise<FoundFile | null> {
  for (const uri of candidates) {
    if (!statSync(uri, { throwIfNoEntry: false })?.isFile()) continue;
    try {
      return { uri, text: readFileSync(uri, 'utf8').replace(/^\uFEFF/, '') };
    } catch (error) {
      return { uri, text: null, reason: error instanceof Error ? error.message : String(error) };
    }
  }
  return null;
}

async function print(text: Iterable<string>, code: number): Promise<number> {
  // Whoever reads may have seen enough, as `head` has: that is no error.
  process.stdout.once('error', ({ code: reason }: NodeJS.ErrnoException) =>
    process.exit(reason === 'EPIPE' ? code : 2),
  );
  for (const piece of text) if (!process.stdout.write(piece)) await once(process.stdout, 'drain');
  return code;
}

function* jsonText(report: unknown): Iterable<string> {
  yield* jsonPieces(report);
  yield '\n';
}

function renderChecks(
  checked: readonly CheckedResult[],
  { results }: InspectResponse,
  { format, language, file }: Options,
): Iterable<string> {
  if (format === 'json') return jsonText(checkJson(codeLanguage(language, results), checked));
  const name = file === '-' ? 'standard input' : basename(file);
  return [checkTable(name, isUnmarked(results) ? [] : checked, commentOf(language))];
}

function render({ results }: InspectResponse, { format, language, file }: Options): Iterable<string> {
  const name = file === '-' ? 'standard input' : basename(file);
  switch (format) {
    case 'json':
      return jsonText(toJson(codeLanguage(language, results), results));
    case 'table':
      return [toTable(name, results, commentOf(language))];
    case 'markdown':
      return [toMarkdown(name, results)];
    case 'mermaid':
      return [results.map(({ graph }) => mermaidExport(graph)).join('\n')];
  }
}

function readArguments(args: readonly string[]): Options | 'help' | 'version' {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      at: { type: 'string' },
      select: { type: 'string' },
      of: { type: 'string' },
      upstream: { type: 'string' },
      set: { type: 'string', multiple: true },
      graph: { type: 'string' },
      language: { type: 'string' },
      json: { type: 'boolean' },
      table: { type: 'boolean' },
      mermaid: { type: 'boolean' },
      markdown: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean' },
    },
  });
  if (values.help) return 'help';
  if (values.version) return 'version';
  const [command, file, ...rest] = positionals;
  if (command !== 'inspect' && command !== 'check')
    throw new UsageError(command ? `unknown command ${command}` : 'a command is missing');
  if (file === undefined) throw new UsageError('FILE is missing');
  if (rest.length > 0) throw new UsageError(`only one FILE can be inspected, not also ${rest[0]}`);
  if (values.graph !== undefined && values.graph !== 'full') throw new UsageError('--graph takes only `full`');
  const format = formatOf(values);
  if (command === 'check' && format !== 'json' && format !== 'table')
    throw new UsageError(`check does not print --${format}`);
  return {
    command,
    file,
    language: languageOf(file, values.language),
    focus: focusOf(values),
    set: settings(values.set ?? []),
    picture: values.graph === 'full' ? 'full' : 'default',
    format,
  };
}

/** What a comment begins with; null in Markdown, whose fences may be of several languages. */
function commentOf(language: DocumentLanguage): string | null {
  return languageNames.find(({ id }) => id === language)?.comment ?? null;
}

/** The language of the code that was inspected: in Markdown that of the first fence that has a result. */
function codeLanguage(language: DocumentLanguage, results: readonly { readonly language: LanguageId }[]): LanguageId {
  return language === 'markdown' ? (results[0]?.language ?? 'typescript') : language;
}

function languageOf(file: string, given: string | undefined): DocumentLanguage {
  const known = ['markdown' as const, ...languageNames.map(({ id }) => id)];
  const named = known.find((language) => language === given);
  if (named) return named;
  if (given !== undefined) throw new UsageError(`--language takes typescript, python or markdown, not ${given}`);
  if (file === '-') throw new UsageError('with standard input, --language says which language it is');
  const language = languageOfFile(file);
  if (language === null) throw new UsageError(`${file} is not a TypeScript, JavaScript, Python or Markdown file`);
  return language;
}

function focusOf(values: { at?: string; select?: string; of?: string; upstream?: string }): Focus {
  const given = [values.at, values.select, values.of].filter((value) => value !== undefined);
  if (given.length > 1) throw new UsageError('use only one of --at, --select and --of');
  if (values.upstream !== undefined && values.of === undefined) throw new UsageError('--upstream goes with --of');
  if (values.at !== undefined) {
    const match = /^([1-9]\d*)(?::([1-9]\d*))?$/.exec(values.at);
    if (!match) throw new UsageError('--at takes LINE or LINE:COLUMN');
    const position = { line: Number(match[1]), column: Number(match[2] ?? 1) };
    return { kind: 'at', range: { start: position, end: position }, wholeLine: match[2] === undefined };
  }
  if (values.select !== undefined) return { kind: 'selection', range: rangeOf(values.select) };
  if (values.of !== undefined) {
    return { kind: 'variable', name: values.of, ...(values.upstream !== undefined && { upstream: values.upstream }) };
  }
  return { kind: 'annotated', orModule: true };
}

function rangeOf(text: string): Range {
  const match = /^([1-9]\d*):([1-9]\d*)-([1-9]\d*):([1-9]\d*)$/.exec(text);
  if (!match) throw new UsageError('--select takes LINE:COLUMN-LINE:COLUMN');
  const [line, column, endLine, endColumn] = match.slice(1).map(Number) as [number, number, number, number];
  if (endLine < line || (endLine === line && endColumn < column)) {
    throw new UsageError('--select takes LINE:COLUMN-LINE:COLUMN, and its end comes after its start');
  }
  return { start: { line, column }, end: { line: endLine, column: endColumn } };
}

function settings(entries: readonly string[]): Record<string, string> {
  const set: Record<string, string> = {};
  for (const entry of entries) {
    const at = entry.indexOf('=');
    if (at <= 0 || at === entry.length - 1) throw new UsageError(`--set takes NAME=EXPRESSION, not ${entry}`);
    set[entry.slice(0, at).trim()] = entry.slice(at + 1).trim();
  }
  return set;
}

function formatOf(values: Partial<Record<Format, boolean>>): Format {
  const chosen = (['json', 'table', 'mermaid', 'markdown'] as const).filter((format) => values[format]);
  if (chosen.length > 1) throw new UsageError(`use only one of --${chosen.join(' and --')}`);
  return chosen[0] ?? (process.stdout.isTTY ? 'table' : 'json');
}

// Exits by itself once everything is written; a worker in the middle of something must not keep it.
void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
