import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@duckshift\/runtime\/(.+)$/, replacement: source('runtime/src/$1') },
      { find: '@duckshift/runtime', replacement: source('runtime/src/index.ts') },
      { find: '@duckshift/codemods/model', replacement: source('codemods/src/model.ts') },
      { find: '@duckshift/codemods/status', replacement: source('codemods/src/status.ts') },
      { find: '@duckshift/codemods/testing', replacement: source('codemods/src/testing/index.ts') },
      { find: '@duckshift/codemods', replacement: source('codemods/src/index.ts') },
      { find: '@duckshift/reports/status', replacement: source('reports/src/status.ts') },
      { find: '@duckshift/reports', replacement: source('reports/src/index.ts') },
    ],
  },
  test: {
    include: ['{runtime,codemods,reports,cli}/src/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', '**/cases/**', '**/fixtures/**'],
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
  },
})
