import { isCommonJs } from '../../../edits/code-style.js'
import type { Planning } from '../../../plan/planning.js'
import type { Proposal } from '../../../plan/proposal.js'
import { isFunction, type Node, walk } from '../../../survey/nodes.js'
import type { Project } from '../../../survey/project.js'
import type { SourceFile } from '../../../survey/source-file.js'

/**
 * Modules that make the tokens import the accessors' modules, and so whatever those import. Code of these that would
 * ask for a token while it loads may run before the token is there.
 */
export class TokenCycle {
  readonly #project: Project
  readonly #loaded: ReadonlySet<string>

  constructor({ survey }: Planning) {
    this.#project = survey.project
    this.#loaded = survey.project.graph.importClosure(
      survey.accessors.flatMap(({ hidden, module, client }) =>
        hidden ? [] : [module, client?.module ?? module],
      ),
    )
  }

  /** True where a change would ask for a token before the module that makes it is sure to have loaded. */
  asksTooEarly(proposal: Proposal): boolean {
    return proposal.files.some(({ path, imports, edits }) => {
      const asks = imports.some(({ target, name }) => 'package' in target && name === 'inject')
      const file = asks && this.#loaded.has(path) ? this.#project.source(path) : undefined
      if (!file) return false
      return (
        isCommonJs(file) ||
        edits.some(({ start, text }) => /\binject\(/.test(text) && runsOnLoad(file, start))
      )
    })
  }
}

/** True at offsets outside of functions and of fields, which wait for an instance. */
function runsOnLoad(file: SourceFile, offset: number): boolean {
  let isLater = false
  walk(file.program as Node, (node) => {
    if (isLater || node.start > offset || node.end <= offset) return false
    isLater = isFunction(node) || (node.type === 'PropertyDefinition' && !node.static)
    return true
  })
  return !isLater
}
