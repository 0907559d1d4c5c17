/** The values files of the chart's `ci` folder. */
import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { chart } from './helm.js';

export const valuesFiles = globSync(`${chart}/ci/*-values.yaml`).sort();
export const caseOf = (file: string): string => basename(file, '-values.yaml');
