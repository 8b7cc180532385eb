import type { LanguageNames } from '../names';

export const names: LanguageNames = {
  id: 'python',
  title: 'Python',
  editorLanguages: ['python'],
  fileEnding: /\.pyi?$/i,
  fences: ['py', 'python', 'python3', 'py3', 'ipython', 'ipython3'],
  commentOpening: /#/,
  commentLine: /^\s*#/,
  comment: '#',
  ownPasses: { call: /\.backward\s*\(/, library: /\btorch\b/ },
};
