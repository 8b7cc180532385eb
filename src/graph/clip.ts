/**
 * The text in one line: every run of white space, line ends included, is one space, and so is every run of control
 * characters, which could move a terminal's cursor, and of marks that turn the direction of writing, which could show one
 * code and mean another.
 */
export function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  return text.replace(/[\s\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
}

/** The text with at most `length` UTF-16 units; where it was longer it ends in `…`. No surrogate pair is cut in two. */
export function clip(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = length - 1;
  const last = text.charCodeAt(end - 1);
  const halfPair = last >= 0xd800 && last <= 0xdbff;
  return `${text.slice(0, halfPair ? end - 1 : end)}…`;
}
