import * as vscode from 'vscode';
import type { Budget, PanelSettings } from '../protocol';
import { type AnnotationMode, annotationModes, Setting, settingDefaults } from './contributions';

/** The user's settings, each checked, with its default where it holds something else. */
export class Settings {
  get live(): boolean {
    return read(Setting.live, (value) => typeof value === 'boolean') as boolean;
  }

  get annotations(): AnnotationMode {
    return read(Setting.annotations, (value) => annotationModes.includes(value as AnnotationMode)) as AnnotationMode;
  }

  get lens(): boolean {
    return this.annotations === 'lens' || this.annotations === 'both';
  }

  get hints(): boolean {
    return this.annotations === 'hints' || this.annotations === 'both';
  }

  get panel(): PanelSettings {
    const all = settingDefaults[Setting.highlight];
    const chosen = read(Setting.highlight, Array.isArray) as readonly unknown[];
    return { highlight: all.filter((flow) => chosen.includes(flow)) };
  }

  /** What a run may use up. `explicit` is one that the user asked for; `longer` multiplies its time and operations. */
  budget(explicit: boolean, longer = 1): Budget {
    const seconds = number(explicit || longer > 1 ? Setting.explicitTime : Setting.liveTime);
    return {
      time: seconds * 1000 * longer,
      operations: number(Setting.operations) * longer,
      callDepth: number(Setting.callDepth),
      elements: number(Setting.elements),
    };
  }

  /** Sets where annotations are shown: in the workspace where it is set there, else for the user. */
  async setAnnotations(mode: AnnotationMode): Promise<void> {
    const configuration = vscode.workspace.getConfiguration();
    const inspected = configuration.inspect(Setting.annotations);
    const target =
      inspected?.workspaceValue !== undefined
        ? vscode.ConfigurationTarget.Workspace
        : vscode.ConfigurationTarget.Global;
    await configuration.update(Setting.annotations, mode, target);
  }
}

function read(setting: Setting, isValid: (value: unknown) => boolean): unknown {
  const value = vscode.workspace.getConfiguration().get<unknown>(setting);
  return isValid(value) ? value : settingDefaults[setting];
}

function number(
  setting:
    | typeof Setting.liveTime
    | typeof Setting.explicitTime
    | typeof Setting.operations
    | typeof Setting.callDepth
    | typeof Setting.elements,
): number {
  return read(setting, (value) => typeof value === 'number' && Number.isFinite(value) && value > 0) as number;
}
