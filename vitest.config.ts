import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['core/**/*.test.ts', 'tools/**/*.test.ts', 'samples/**/*.test.ts', 'renderer/**/*.test.ts', 'test/**/*.test.ts'],
    // Estimators are tested on thousands of rows; a slow laptop still finishes well inside this.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A page asked on a machine that is busy with the other tests; what holds is seen at once, what does not hold never is.
    expect: { poll: { timeout: 30_000 } },
    setupFiles: ['test/support/fixed-properties.ts'],
    pool: 'forks',
  },
});
