import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { formatterStyle } from './formatter-style.js'

const roots: string[] = []

afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true })
})

function project(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'duckshift-formatter-'))
  roots.push(root)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

const prettier = { quote: '"', semicolons: true, indent: '  ', width: 80 }
const single = { ...prettier, quote: "'" }

describe('the style of a formatter', () => {
  it.each([
    ['.prettierrc', '{ "singleQuote": true }', single],
    ['.prettierrc', 'singleQuote: true\nsemi: false # as ever\n', { ...single, semicolons: false }],
    [
      '.prettierrc.yaml',
      "printWidth: 120\nuseTabs: true\nendOfLine: 'lf'\n",
      { ...prettier, indent: '\t', width: 120 },
    ],
    ['.prettierrc.json', '// ours\n{ "tabWidth": 4, }', { ...prettier, indent: '    ' }],
    ['package.json', '{ "prettier": { "singleQuote": true } }', single],
    [
      'prettier.config.js',
      '/** @type {import("prettier").Config} */\nexport default { singleQuote: true }',
      single,
    ],
    ['prettier.config.mjs', 'const config = { singleQuote: true }\nexport default config', single],
    ['.prettierrc.cjs', "module.exports = { 'singleQuote': true }", single],
    ['prettier.config.ts', 'export default { singleQuote: true } satisfies Config', single],
    ['biome.json', '{}', { ...prettier, indent: '\t' }],
    [
      'biome.jsonc',
      '{ "formatter": { "indentStyle": "space", "lineWidth": 100 }, /* js */ "javascript": { "formatter": { "quoteStyle": "single", "semicolons": "asNeeded" } } }',
      { quote: "'", semicolons: false, indent: '  ', width: 100 },
    ],
    [
      'biome.json',
      '{ "extends": ["@us/biome"], "javascript": { "formatter": { "quoteStyle": "single" } } }',
      { quote: "'" },
    ],
    [
      '.editorconfig',
      'root = true\n\n[*]\nindent_style = space\nindent_size = 4\n\n[*.md]\nindent_size = 2\n',
      { indent: '    ' },
    ],
    ['.editorconfig', '[*.{js,ts}]\nindent_style = tab\nmax_line_length = 90\n', { indent: '\t', width: 90 }],
  ])('%s says it: %s', (name, text, style) => {
    expect(formatterStyle(project({ [name]: text }), 'src/db')).toEqual(style)
  })

  it.each([
    ['nothing is configured', {}],
    ['another package configures it', { 'package.json': '{ "prettier": "@us/prettier" }' }],
    ['the options are computed', { 'prettier.config.js': 'export default { ...base, singleQuote: true }' }],
    ['the file does not parse', { 'prettier.config.mjs': 'export default {' }],
    ['the formatter is off', { 'biome.json': '{ "formatter": { "enabled": false } }' }],
    ['it is about other files', { '.editorconfig': '[Makefile]\nindent_style = tab\n' }],
  ])('is unknown where %s', (_, files) => {
    expect(formatterStyle(project(files), 'src')).toEqual({})
  })

  it('is that of the nearest folder, and EditorConfig fills in what Prettier does not say', () => {
    const root = project({
      '.prettierrc': '{}',
      '.editorconfig': '[*]\nindent_style = tab\n',
      'packages/api/.prettierrc': '{ "singleQuote": true, "tabWidth": 4 }',
    })
    expect(formatterStyle(root, '.')).toEqual({ ...prettier, indent: '\t' })
    expect(formatterStyle(root, 'packages/api/src/db')).toEqual({ ...single, indent: '    ' })
  })
})
