import type { Accessor } from '../../../model.js'
import type { Planning } from '../../../plan/planning.js'

/**
 * `: Token<typeof client>`, for the token of an accessor: where declarations are written, what the checker infers may be
 * a class or a type that its module keeps to itself.
 */
export function tokenType(planning: Planning, accessor: Accessor, value: string): string {
  if (!/ts$/.test(accessor.module) || !planning.oracle.writesDeclarations(accessor.module)) return ''
  const [, calls = '', named, called] = /^((?:\(\) => )+)([\w.$]+)(\(\))?$/.exec(value) ?? []
  if (named === undefined) return ''
  const type = called ? `ReturnType<typeof ${named}>` : `typeof ${named}`
  return `: Token<${'() => '.repeat(calls.length / '() => '.length - 1)}${type}>`
}
