/**
 * Text as XML can hold it: control characters, halves of surrogate pairs and what Unicode leaves undefined for good
 * become the replacement character, since no escape in XML stands for them.
 */
export function xmlText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML cannot hold
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, '\ufffd');
}

/** A coordinate with at most two decimals. */
export function numberText(value: number): string {
  return String(Number(value.toFixed(2)));
}
