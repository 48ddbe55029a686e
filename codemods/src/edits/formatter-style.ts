import { existsSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import type { CodeStyle } from '../repositories/repository-method.js'
import { literalValue, readJsonWithComments } from '../survey/json-with-comments.js'
import { parse } from '../survey/parse.js'

/** What a formatter says of files; absent where it says nothing. */
export type FormatterStyle = Partial<Pick<CodeStyle, 'quote' | 'semicolons' | 'indent' | 'width'>>

/**
 * How the project's formatter writes the files of a folder: Prettier, Biome or EditorConfig, the nearest configuration
 * on the way up to the root. Configurations are read as data, never run: one that computes its options says nothing.
 */
export function formatterStyle(root: string, folder: string): FormatterStyle {
  const editor = nearest(folder, (at) => editorConfigStyle(textOf(join(root, at, '.editorconfig'))))
  const formatter =
    nearest(folder, (at) => prettierStyle(join(root, at), editor ?? {})) ??
    nearest(folder, (at) => biomeStyle(join(root, at)))
  return { ...editor, ...formatter }
}

function nearest<T>(folder: string, read: (folder: string) => T | undefined): T | undefined {
  for (let at = posix.normalize(folder || '.'); ; at = posix.dirname(at)) {
    const found = read(at)
    if (found !== undefined || at === '.' || at.startsWith('..')) return found
  }
}

type Settings = Readonly<Record<string, unknown>>

/** Options of Prettier: https://prettier.io/docs/options. What is not set has Prettier's default. */
function prettierStyle(folder: string, editor: FormatterStyle): FormatterStyle | undefined {
  const settings = prettierSettings(folder)
  if (!settings) return undefined
  const { singleQuote, semi, useTabs, tabWidth, printWidth } = settings
  const spaces = typeof tabWidth === 'number' ? ' '.repeat(tabWidth) : (editor.indent ?? '  ')
  return {
    quote: singleQuote === true ? "'" : '"',
    semicolons: semi !== false,
    indent: useTabs === true ? '\t' : spaces,
    width: typeof printWidth === 'number' ? printWidth : (editor.width ?? 80),
  }
}

function prettierSettings(folder: string): Settings | undefined {
  const manifest = asObject(readJsonWithComments(textOf(join(folder, 'package.json')) ?? ''))
  if (manifest && 'prettier' in manifest) return asObject(manifest.prettier)
  for (const name of [
    '.prettierrc',
    '.prettierrc.json',
    '.prettierrc.json5',
    '.prettierrc.yaml',
    '.prettierrc.yml',
  ]) {
    const text = textOf(join(folder, name))
    if (text !== undefined) return asObject(readJsonWithComments(text)) ?? linesOf(text, ':')
  }
  for (const base of ['.prettierrc', 'prettier.config'])
    for (const extension of ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts']) {
      const name = `${base}.${extension}`
      const text = textOf(join(folder, name))
      if (text !== undefined) return exportedSettings(name, text)
    }
  return undefined
}

/** The object that a configuration module exports; undefined where it is put together from others. */
export function exportedSettings(name: string, text: string): Settings | undefined {
  try {
    const { body } = parse(name, text)
    const exported = body.flatMap((node) =>
      node.type === 'ExportDefaultDeclaration'
        ? [node.declaration]
        : node.type === 'ExpressionStatement' &&
            node.expression.type === 'AssignmentExpression' &&
            text.slice(node.expression.left.start, node.expression.left.end) === 'module.exports'
          ? [node.expression.right]
          : [],
    )[0]
    const held = body.flatMap((node) =>
      node.type === 'VariableDeclaration' && exported?.type === 'Identifier'
        ? node.declarations.filter(({ id }) => id.type === 'Identifier' && id.name === exported.name)
        : [],
    )[0]?.init
    const value = held ?? exported
    if (!value || /\.\.\./.test(text.slice(value.start, value.end))) return undefined
    return asObject(literalValue(value as never))
  } catch {
    return undefined
  }
}

/** https://biomejs.dev/reference/configuration. One that extends another says only what it says itself. */
function biomeStyle(folder: string): FormatterStyle | undefined {
  const text = textOf(join(folder, 'biome.json')) ?? textOf(join(folder, 'biome.jsonc'))
  const settings = text === undefined ? undefined : asObject(readJsonWithComments(text))
  if (!settings) return undefined
  const formatter = asObject(settings.formatter) ?? {}
  if (formatter.enabled === false) return {}
  const own = asObject(asObject(settings.javascript)?.formatter) ?? {}
  const isWhole = settings.extends === undefined
  const { indentStyle, indentWidth, lineWidth } = { ...formatter, ...own }
  const isTabs = indentStyle === 'tab' || (indentStyle === undefined && isWhole)
  const spaces = ' '.repeat(typeof indentWidth === 'number' ? indentWidth : 2)
  return {
    ...((own.quoteStyle !== undefined || isWhole) && {
      quote: own.quoteStyle === 'single' ? ("'" as const) : ('"' as const),
    }),
    ...((own.semicolons !== undefined || isWhole) && { semicolons: own.semicolons !== 'asNeeded' }),
    ...((indentStyle !== undefined || isWhole) && { indent: isTabs ? '\t' : spaces }),
    ...((lineWidth !== undefined || isWhole) && { width: typeof lineWidth === 'number' ? lineWidth : 80 }),
  }
}

/** https://editorconfig.org: the sections for all files and for scripts. */
function editorConfigStyle(text: string | undefined): FormatterStyle | undefined {
  if (text === undefined) return undefined
  const settings: Record<string, unknown> = {}
  for (const section of text.split(/^(?=\s*\[)/m)) {
    const pattern = /^\s*\[(.*)\]/.exec(section)?.[1]
    if (pattern === '*' || (pattern !== undefined && /(^|[.{,])\{?[cm]?[jt]s\b/.test(pattern)))
      Object.assign(settings, linesOf(section, '='))
  }
  const { indent_style: style, indent_size: size, max_line_length: width } = settings
  return {
    ...(style === 'tab' && { indent: '\t' }),
    ...(style !== 'tab' && typeof size === 'number' && { indent: ' '.repeat(size) }),
    ...(typeof width === 'number' && { width }),
  }
}

/** `name: value` or `name = value`, line by line. */
function linesOf(text: string, separator: string): Settings {
  const pattern = new RegExp(`^\\s*([\\w-]+)\\s*${separator}\\s*(['"]?)(.*?)\\2\\s*(?:\\s#.*)?$`, 'gm')
  return Object.fromEntries(
    [...text.matchAll(pattern)].map(([, name, , value]) => {
      const isNumber = /^\d+$/.test(value!)
      return [name, isNumber ? Number(value) : value === 'true' ? true : value === 'false' ? false : value]
    }),
  )
}

function asObject(value: unknown): Settings | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Settings)
    : undefined
}

function textOf(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}
