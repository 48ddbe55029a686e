/** What `oxc-parser` exports below its entry point, without types. */
declare module 'oxc-parser/src-js/bindings.js' {
  import type { ParseResult, ParserOptions } from 'oxc-parser'
  /** `program` is JSON. */
  export function parseSync(
    path: string,
    text: string,
    options?: ParserOptions,
  ): Omit<ParseResult, 'program'> & { readonly program: string }
}

declare module 'oxc-parser/src-js/wrap.js' {
  import type { Program } from 'oxc-parser'
  export function jsonParseAst(json: string): Program
}

declare module 'oxc-parser/src-js/generated/visit/keys.js' {
  import type { visitorKeys } from 'oxc-parser'

  const keys: typeof visitorKeys
  export default keys
}
