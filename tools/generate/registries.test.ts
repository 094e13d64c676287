import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { registrySources } from './registries.ts';

describe('generated registries', () => {
  for (const [path, source] of registrySources()) {
    it(`${path} is up to date (npm run generate)`, () => {
      expect(readFileSync(path, 'utf8')).toBe(source);
    });
  }
});
