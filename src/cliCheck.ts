import { checkAll } from './inspector/checkAll';
import type { InspectorClient } from './inspector/client';
import type { InspectRequest, SnippetResult } from './protocol';
import type { CheckedResult } from './text/checkReport';

/**
 * Checks the gradients of all inputs of all results. A result whose trace was let go, as the first of very many are, runs
 * once more. Results with an error have no checks.
 */
export async function checkResults(
  client: InspectorClient,
  request: InspectRequest,
  results: readonly SnippetResult[],
): Promise<CheckedResult[]> {
  const checked: CheckedResult[] = [];
  for (const [index, result] of results.entries()) {
    const inputs = result.error === null ? await inputsOf(client, result) : [];
    checked.push({ result, inputs: inputs ?? (await inputsAnew(client, { ...request, only: index })) });
  }
  return checked;
}

async function inputsAnew(client: InspectorClient, request: InspectRequest): Promise<CheckedResult['inputs']> {
  const response = await client.inspect(request, 'cli');
  const [result] = response?.results ?? [];
  return (result && result.error === null && (await inputsOf(client, result))) || [];
}

/** Null where the trace is gone. */
async function inputsOf(client: InspectorClient, result: SnippetResult): Promise<CheckedResult['inputs'] | null> {
  const inputs: CheckedResult['inputs'][number][] = [];
  for (const { name } of result.inputs) {
    const checked = await checkAll((one) => client.check(one, 'cli'), result.id, { input: name });
    if (checked === null) return null;
    inputs.push({ name, ...checked });
  }
  return inputs;
}
