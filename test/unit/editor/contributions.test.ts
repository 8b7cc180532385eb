import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  annotationModes,
  Color,
  Command,
  ContextKey,
  editorLanguages,
  examples,
  graphEditorType,
  Setting,
  settingDefaults,
  View,
  walkthroughId,
} from '../../../src/editor/contributions';
import { explicitBudget, liveBudget } from '../../../src/inspector/budgets';
import { languageOfFile } from '../../../src/inspector/languages';
import { root } from '../../support/cache.ts';

interface Contribution {
  readonly command: string;
  readonly when?: string;
  readonly enablement?: string;
}

const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const { contributes } = manifest;
const sorted = (values: Iterable<string>) => [...values].sort();

describe('package.json and the code name the same', () => {
  test('commands', () => {
    const contributed = (contributes.commands as Contribution[]).map(({ command }) => command);
    expect(sorted(contributed)).toEqual(sorted(Object.values(Command)));
  });

  test('settings, with the same defaults', () => {
    const properties = contributes.configuration.properties as Record<string, { default: unknown }>;
    const defaults = Object.fromEntries(Object.entries(properties).map(([name, { default: value }]) => [name, value]));
    expect(defaults).toEqual(settingDefaults);
    expect(sorted(Object.keys(properties))).toEqual(sorted(Object.values(Setting)));
  });

  test('modes of annotations and flow patterns', () => {
    const { properties } = contributes.configuration;
    expect(properties[Setting.annotations].enum).toEqual(annotationModes);
    expect(properties[Setting.highlight].items.enum).toEqual(settingDefaults[Setting.highlight]);
  });

  test('the view, its container, and the editor tab that is restored', () => {
    expect(contributes.viewsContainers.activitybar.map(({ id }: { id: string }) => id)).toEqual([View.container]);
    expect(contributes.views[View.container].map(({ id }: { id: string }) => id)).toEqual([View.graph]);
    expect(manifest.activationEvents).toContain(`onWebviewPanel:${graphEditorType}`);
  });

  test('languages that activate', () => {
    const languages = (manifest.activationEvents as string[]).filter((event) => event.startsWith('onLanguage:'));
    expect(sorted(languages)).toEqual(sorted(Object.keys(editorLanguages).map((language) => `onLanguage:${language}`)));
  });

  test('colours', () => {
    expect(sorted(contributes.colors.map(({ id }: { id: string }) => id))).toEqual(sorted(Object.values(Color)));
  });

  test('context keys of when clauses', () => {
    const clauses = JSON.stringify([contributes.menus, contributes.commands, contributes.keybindings]);
    const used: readonly string[] = clauses.match(/gradlens\.\w+/g) ?? [];
    const names: string[] = [...Object.values(ContextKey), ...Object.values(Command), View.graph, graphEditorType];
    expect(used.filter((name) => !names.includes(name))).toEqual([]);
    expect(Object.values(ContextKey).filter((key) => !used.includes(key))).toEqual([]);
  });

  test('languages of when clauses', () => {
    const pattern = /editorLangId =~ \/(.+?)\/(?:$|[" ])/.exec(contributes.keybindings[0].when)?.[1];
    for (const language of Object.keys(editorLanguages)) expect(language).toMatch(new RegExp(pattern ?? 'none'));
    for (const other of ['plaintext', 'pythonx', 'rust']) expect(other).not.toMatch(new RegExp(pattern ?? ''));
  });
});

test('menus and keys name commands that exist', () => {
  const commands: readonly string[] = Object.values(Command);
  const menus = Object.values(contributes.menus).flat() as Contribution[];
  for (const { command } of [...menus, ...contributes.keybindings]) expect(commands).toContain(command);
});

test('the walkthrough names commands and pictures that exist', () => {
  const [walkthrough] = contributes.walkthroughs;
  expect(walkthrough.id).toBe(walkthroughId);
  const commands: readonly string[] = Object.values(Command);
  for (const { description, media, completionEvents = [] } of walkthrough.steps) {
    expect(existsSync(path.join(root, media.svg)), media.svg).toBe(true);
    expect(media.altText).not.toBe('');
    const named = [...description.matchAll(/command:([\w.]+)/g)].map((match: RegExpMatchArray) => match[1]);
    const completing = completionEvents.flatMap((event: string) => /^onCommand:(.+)/.exec(event)?.[1] ?? []);
    for (const command of [...named, ...completing]) expect(commands).toContain(command);
  }
});

test('the examples that the walkthrough opens are offered, the four of PyTorch among them', () => {
  const texts = contributes.walkthroughs[0].steps.map(({ description }: { description: string }) => description);
  const links = [...texts.join('\n').matchAll(new RegExp(`\\(command:${Command.openExample}\\?([^)]*)\\)`, 'g'))];
  const opened = links.map(([, args]) => JSON.parse(decodeURIComponent(args ?? '')) as unknown);
  const offered: readonly string[] = examples.map(({ file }) => file);
  for (const args of opened) expect(offered.map((file) => [file])).toContainEqual(args);
  for (const file of ['factory.py', 'line.py', 'control.py', 'xor.py']) expect(opened).toContainEqual([file]);
});

test('icons exist', () => {
  for (const file of [
    manifest.icon,
    contributes.viewsContainers.activitybar[0].icon,
    contributes.views[View.container][0].icon,
  ]) {
    expect(existsSync(path.join(root, file)), file).toBe(true);
  }
});

test('every example is offered, and every one that is offered exists', () => {
  const files = readdirSync(path.join(root, 'media', 'examples')).filter((file) => languageOfFile(file) !== null);
  expect(sorted(examples.map(({ file }) => file))).toEqual(sorted(files));
});

test('the settings begin with the budgets that the command line has', () => {
  expect({
    time: settingDefaults[Setting.liveTime] * 1000,
    operations: settingDefaults[Setting.operations],
    callDepth: settingDefaults[Setting.callDepth],
    elements: settingDefaults[Setting.elements],
  }).toEqual(liveBudget);
  expect(settingDefaults[Setting.explicitTime] * 1000).toBe(explicitBudget.time);
});

test('untrusted and virtual workspaces are supported, without the budgets that a workspace sets', () => {
  const { untrustedWorkspaces, virtualWorkspaces } = manifest.capabilities;
  expect(untrustedWorkspaces.supported).toBe(true);
  expect(virtualWorkspaces).toBe(true);
  const budgets = Object.values(Setting).filter((setting) => setting.startsWith('gradlens.budget.'));
  expect(sorted(untrustedWorkspaces.restrictedConfigurations)).toEqual(sorted(budgets));
});
