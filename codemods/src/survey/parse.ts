import type { Comment, ParserOptions, Program } from 'oxc-parser'
import { parseSync } from 'oxc-parser/src-js/bindings.js'
import { jsonParseAst } from 'oxc-parser/src-js/wrap.js'

/**
 * Throws SyntaxError.
 *
 * The parser's own `parseSync` returns an object whose getters hold the syntax tree, and V8 keeps getters with the
 * object's shape, in the part of the heap that is collected rarely: hundreds of trees were copied around for that.
 */
export function parse(path: string, text: string, options?: ParserOptions): Program {
  const result = parseSync(path, text, options)
  const error = result.errors.find(({ severity }) => severity === 'Error')
  if (error) throw new SyntaxError(error.message)
  return jsonParseAst(result.program)
}

export function commentsOf(path: string, text: string, options?: ParserOptions): readonly Comment[] {
  return parseSync(path, text, options).comments
}
