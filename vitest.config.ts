import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      'src/**/*.test.{ts,tsx}',
      'simulator/**/*.test.ts',
      'bench/**/*.test.ts',
      'test/**/*.test.ts',
      'scripts/**/*.test.ts',
    ],
    exclude: ['test/e2e/**', 'node_modules/**'],
    globalSetup: ['./src/testing-global.ts'],
    testTimeout: 60_000,
    hookTimeout: 90_000,
    maxWorkers: 3,
  },
})
