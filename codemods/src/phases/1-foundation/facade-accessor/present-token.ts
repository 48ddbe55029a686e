import type { Planning } from '../../../plan/planning.js'
import { makesToken } from '../../../survey/facade-module.js'
import { type Node, stringValue, unwrap } from '../../../survey/nodes.js'

/**
 * What a module calls the token that an earlier run made under a name: whoever named the constant anew has the token's
 * own name left in it. The name itself where there is none.
 */
export function presentToken({ survey: { project } }: Planning, module: string, name: string): string {
  const text = project.text(module)
  if (text === undefined || !makesToken(text, name)) return name
  const file = project.source(module)
  const made = [...(file?.scopes.topLevelBindings() ?? [])].filter(({ declaration }) => {
    const init =
      declaration.type === 'VariableDeclarator' && declaration.init
        ? unwrap(declaration.init as Node)
        : undefined
    return (
      init?.type === 'CallExpression' &&
      file!.textOf(init.callee) === 'createToken' &&
      stringValue(init.arguments[0] as Node | undefined) === name
    )
  })
  return made.length === 1 ? made[0]!.name : name
}
