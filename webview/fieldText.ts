/**
 * A literal of several lines as one line, as a field holds it. Comments are left out: they would swallow what follows. Text
 * that has quotes keeps everything but its line ends.
 */
export function fieldText(code: string): string {
  if (!code.includes('\n')) return code;
  const bare = /['"`]/.test(code) ? code : code.replace(/\/\*[\s\S]*?\*\/|(?:\/\/|#)[^\n]*/g, '');
  return bare
    .replace(/\s*\n\s*/g, ' ')
    .replace(/, +/g, ', ')
    .replace(/([[({]) /g, '$1')
    .replace(/,? ([\])}])/g, '$1')
    .replace(/,([\])}])/g, '$1')
    .trim();
}
