/** The image cannot be built where the tests run, so its recipe is read. */
import { existsSync, readFileSync } from 'node:fs';
import { validate } from 'dockerfile-utils';
import { describe, expect, it } from '@jest/globals';

const recipe = readFileSync('Dockerfile', 'utf8');
const lastStage = recipe.slice(recipe.lastIndexOf('\nFROM '));

describe('the Dockerfile', () => {
  it('has no fault that a linter finds', () => {
    expect(validate(recipe).map(({ message }) => message)).toEqual([]);
    expect(validate('FROM node\nRUNN npm ci\n')).toHaveLength(1);
  });

  it('ends without root, without development dependencies, in production', () => {
    expect(lastStage).toMatch(/^USER node$/m);
    expect(lastStage).toMatch(/^ENV NODE_ENV=production\b/m);
    expect(recipe).toMatch(/^RUN npm ci --omit=dev$/m);
    expect(lastStage).not.toMatch(/^RUN /m);
  });

  it('starts and checks the health of what the build writes, without a shell', () => {
    const programs = [...lastStage.matchAll(/CMD (\[.*\])$/gm)].map(([, list = '']) => JSON.parse(list) as string[]);
    expect(programs).toEqual([
      ['node', 'dist/health-check.js'],
      ['node', 'dist/main.js'],
    ]);
    for (const [, file = ''] of programs) expect([file, existsSync(file)]).toEqual([file, true]);
  });
});
