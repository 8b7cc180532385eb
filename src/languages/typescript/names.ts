import type { LanguageNames } from '../names';

export const names: LanguageNames = {
  id: 'typescript',
  title: 'TypeScript, JavaScript',
  editorLanguages: ['typescript', 'javascript', 'typescriptreact', 'javascriptreact'],
  fileEnding: /\.([mc]?[tj]s|[tj]sx)$/i,
  fences: ['ts', 'typescript', 'mts', 'cts', 'tsx', 'js', 'javascript', 'mjs', 'cjs', 'jsx', 'node'],
  commentOpening: /\/\/|\/\*|^\s*\*/,
  commentLine: /^\s*(\/\/|\/\*|\*)/,
  comment: '//',
};
