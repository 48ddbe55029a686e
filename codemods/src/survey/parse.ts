import './parser-memory.js'
import type { Comment, ParserOptions, Program } from 'oxc-parser'
import { parseSync } from 'oxc-parser/src-js/bindings.js'
import { jsonParseAst } from 'oxc-parser/src-js/wrap.js'
import { relevantText } from './relevant-text.js'

/**
 * The syntax tree as the parser's JSON. Throws SyntaxError.
 *
 * The parser's own `parseSync` returns an object whose getters hold the syntax tree, and V8 keeps getters with the
 * object's shape, in the part of the heap that is collected rarely: hundreds of trees were copied around for that.
 */
export function parseToJson(path: string, text: string): string {
  const result = parseSync(path, text, optionsFor(path))
  const error = result.errors.find(({ severity }) => severity === 'Error')
  if (error) throw new SyntaxError(error.message)
  return result.program
}

/** At least what of a file can have to do with what `sources`, specifiers of its imports, stand for. Throws SyntaxError. */
export function partToJson(path: string, text: string, sources: readonly string[]): string {
  const part = relevantText(text, sources)
  if (part === undefined) return parseToJson(path, text)
  try {
    return parseToJson(path, part)
  } catch {
    return parseToJson(path, text)
  }
}

export const programOf: (json: string) => Program = jsonParseAst

/** Throws SyntaxError. */
export function parse(path: string, text: string): Program {
  return programOf(parseToJson(path, text))
}

export function commentsOf(path: string, text: string): readonly Comment[] {
  return parseSync(path, text, optionsFor(path)).comments
}

/** JavaScript holds JSX under any name; TypeScript in `.tsx` alone, for elsewhere `<T>x` is a cast. */
function optionsFor(path: string): ParserOptions {
  return {
    sourceType: /\.c[jt]s$/.test(path) ? 'script' : 'module',
    ...(/\.[cm]?js$/.test(path) && { lang: 'jsx' }),
  }
}
