import type { Accessor } from '../../../model.js'
import type { Planning } from '../../../plan/planning.js'
import { mayWriteDeclarations } from '../../../symbols/may-write-declarations.js'

/**
 * `: Token<typeof client>`, for the token of an accessor: where declarations are written, what the checker infers may be
 * a class or a type that its module keeps to itself.
 */
export function tokenType(planning: Planning, accessor: Accessor, value: string): string {
  if (!/ts$/.test(accessor.module)) return ''
  if (!writesDeclarations(planning, accessor.module)) return ''
  const [, calls = '', named, called] = /^((?:\(\) => )+)([\w.$]+)(\(\))?$/.exec(value) ?? []
  if (named === undefined) return ''
  const type = called ? `ReturnType<typeof ${named}>` : `typeof ${named}`
  return `: Token<${'() => '.repeat(calls.length / '() => '.length - 1)}${type}>`
}

/** Answers of the disk and the checker, by module: asked once for each change otherwise. */
const known = new WeakMap<Planning, Map<string, boolean>>()

function writesDeclarations(planning: Planning, module: string): boolean {
  const answers = known.get(planning) ?? new Map<string, boolean>()
  known.set(planning, answers)
  const answer = answers.get(module) ?? askWhetherItWrites(planning, module)
  answers.set(module, answer)
  return answer
}

function askWhetherItWrites({ config, oracle, survey }: Planning, module: string): boolean {
  if (!config.tsconfig && !mayWriteDeclarations(survey.project.root, module)) return false
  return oracle.writesDeclarations(module)
}
