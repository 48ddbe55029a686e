import type { Accessor } from '../../../model.js'
import type { Planning } from '../../../plan/planning.js'
import { mayWriteDeclarations } from '../../../symbols/may-write-declarations.js'

/**
 * `: Token<typeof client>`, for the token of an accessor: where declarations are written, what the checker infers may be
 * a class or a type that its module keeps to itself.
 */
export function tokenType(planning: Planning, accessor: Accessor, value: string): string {
  const { config, oracle, survey } = planning
  if (!/ts$/.test(accessor.module)) return ''
  if (!config.tsconfig && !mayWriteDeclarations(survey.project.root, accessor.module)) return ''
  if (!oracle.writesDeclarations(accessor.module)) return ''
  const [, calls = '', named, called] = /^((?:\(\) => )+)([\w.$]+)(\(\))?$/.exec(value) ?? []
  if (named === undefined) return ''
  const type = called ? `ReturnType<typeof ${named}>` : `typeof ${named}`
  return `: Token<${'() => '.repeat(calls.length / '() => '.length - 1)}${type}>`
}
