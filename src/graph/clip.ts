/** The text in one line: every run of white space, line ends included, is one space. */
export function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

/** The text with at most `length` UTF-16 units; where it was longer it ends in `…`. No surrogate pair is cut in two. */
export function clip(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = length - 1;
  const last = text.charCodeAt(end - 1);
  const halfPair = last >= 0xd800 && last <= 0xdbff;
  return `${text.slice(0, halfPair ? end - 1 : end)}…`;
}
