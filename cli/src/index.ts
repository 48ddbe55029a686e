export { defineConfig } from '@duckshift/codemods'
