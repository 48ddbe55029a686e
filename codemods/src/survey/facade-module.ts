import { escapePattern } from '../edits/escape-pattern.js'

/** The module that facade-accessor generates refers to the accessor, and is no usage of it. */
export function isFacade(text: string): boolean {
  return text.includes('@duckshift/runtime') && /\bcreateToken\(/.test(text)
}

/** True where a module makes a token of that name, or one that it calls so, on however many lines a formatter put that. */
export function makesToken(text: string | undefined, token: string): boolean {
  const name = escapePattern(token)
  return (
    text !== undefined &&
    new RegExp(`\\bcreateToken\\(\\s*['"]${name}['"]|\\bconst ${name}\\b[^=;]*=\\s*createToken\\(`).test(text)
  )
}
