import { isCommonJs } from '../../../edits/code-style.js'
import type { Planning } from '../../../plan/planning.js'
import type { Proposal } from '../../../plan/proposal.js'
import { isFunction, type Node, outermost, walk } from '../../../survey/nodes.js'
import type { Project } from '../../../survey/project.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { isLoadedWithToken } from '../facade-accessor/driver-facade.js'
import { isRequired } from './inject-client-accessor.js'

/**
 * Modules that make the tokens import the accessors' modules, and so whatever those import. Code of these that would
 * ask for a token while it loads may run before the token is there.
 */
export class TokenCycle {
  static readonly #known = new WeakMap<Planning, TokenCycle>()
  readonly #project: Project
  readonly #loaded: ReadonlySet<string>

  static of(planning: Planning): TokenCycle {
    const known = TokenCycle.#known.get(planning) ?? new TokenCycle(planning)
    TokenCycle.#known.set(planning, known)
    return known
  }

  private constructor(planning: Planning) {
    const { survey } = planning
    this.#project = survey.project
    const loaded = survey.accessors.filter(
      (accessor) =>
        !accessor.hidden && isLoadedWithToken(planning, accessor) && isRequired(planning, accessor),
    )
    this.#loaded = survey.project.graph.importClosure(
      loaded.flatMap(({ module, client }) => [module, client?.module ?? module]),
    )
  }

  /**
   * True where a change would ask for a token, or for a repository whose module loads it, before the module that makes
   * the token is sure to have loaded.
   */
  asksTooEarly(proposal: Proposal, by: 'inject' | 'repositoryOn' = 'inject'): boolean {
    const asking = new RegExp(`\\b${by}\\(`)
    return proposal.files.some(({ path, imports, edits }) => {
      const asks = imports.some(({ target, name }) => 'package' in target && name === by)
      const file = asks && this.#loaded.has(path) ? this.#project.source(path) : undefined
      if (!file) return false
      return isCommonJs(file) || edits.some(({ start, text }) => asking.test(text) && runsOnLoad(file, start))
    })
  }
}

/** True at offsets outside of fields, which wait for an instance, and of functions that are not called while the module loads. */
function runsOnLoad(file: SourceFile, offset: number, asked: ReadonlySet<Node> = new Set()): boolean {
  let isLater = false
  walk(file.program as Node, (node) => {
    if (isLater || node.start > offset || node.end <= offset) return false
    isLater = isFunction(node)
      ? asked.has(node) || !isCalledOnLoad(file, node, new Set([...asked, node]))
      : node.type === 'PropertyDefinition' && !node.static
    return true
  })
  return !isLater
}

/** `(() => …)()`, and `open()` where `open` is a function of the file. The functions around it are looked at by themselves. */
function isCalledOnLoad(file: SourceFile, fn: Node, asked: ReadonlySet<Node>): boolean {
  const outer = outermost(fn)
  const { parent } = outer
  if (isCallee(outer)) return true
  const name =
    fn.type === 'FunctionDeclaration' ? fn.id : parent?.type === 'VariableDeclarator' ? parent.id : undefined
  const binding = name?.type === 'Identifier' ? file.scopes.resolve(name as Node) : undefined
  return binding?.references.some((node) => isCallee(node) && runsOnLoad(file, node.start, asked)) === true
}

function isCallee(node: Node): boolean {
  const outer = outermost(node)
  const { parent } = outer
  return (
    (parent?.type === 'CallExpression' || parent?.type === 'NewExpression') &&
    parent.callee === (outer as never)
  )
}
