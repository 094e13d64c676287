import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['core/**/*.test.ts', 'tools/**/*.test.ts', 'samples/**/*.test.ts', 'renderer/**/*.test.ts', 'test/**/*.test.ts'],
    // Estimators are tested on thousands of rows; a slow laptop still finishes well inside this.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
  },
});
