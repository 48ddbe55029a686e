import type { ClientMethod } from '../../../clients/client-profile.js'
import { statementMethod } from '../../../clients/statement-methods.js'
import type { Accessor } from '../../../model.js'
import type { Planning } from '../../../plan/planning.js'
import type { ImportNeed } from '../../../plan/proposal.js'
import type { ClientValue, Escape, Touch } from '../../../survey/client-value.js'
import { touchBy } from '../../../survey/follow-value.js'
import { importedBinding } from '../../../survey/imported-binding.js'
import { type Node, unwrap } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { manifestOf } from '../facade-accessor/driver-facade.js'
import type { Facade } from '../facade-accessor/facade-accessor.js'
import { connectionsOf } from '../facade-accessor/shared-connection.js'
import {
  ClientThrough,
  clientOf,
  importOf,
  named,
  type TokenOptions,
  type TokenWriting,
} from './client-through.js'
import { countsOf, rolesOf } from './statement-roles.js'

interface Helper {
  readonly method: ClientMethod
  readonly need: ImportNeed
  /** The file that the helper is imported from. */
  readonly module: string
}

/** Functions that are given the connection: `queryAll(connection, sql, values)`. */
export class ClientHelpers extends ClientThrough {
  #accessor: Accessor | undefined
  #helpers: ReadonlyMap<string, Helper> = new Map()

  static read(planning: Planning, facade: Facade): ClientHelpers | undefined {
    const { accessor } = facade
    const { project, values } = planning.survey
    const opened = project.source(facade.opened)
    // Another connection each time would have to be closed each time.
    if (!opened || connectionsOf(project, opened) !== 'shared') return undefined
    const helpers = new Map<string, Helper>()
    const own = values.filter(({ origin }) => origin.type === 'accessor' && origin.accessor === accessor.id)
    for (const { file: path, escapes } of own) {
      const file = project.source(path)
      if (!file) continue
      for (const escaping of escapes) {
        const key = keyOf(escaping)
        if (key && !helpers.has(key)) {
          const helper = helperOf(planning, facade, file, escaping, key)
          if (helper) helpers.set(key, helper)
        }
      }
    }
    const roles = rolesOf(
      [...helpers.values()].map(({ method }) => method),
      countsOf(planning, [accessor], ({ escapes }) => escapes.flatMap((escaping) => keyOf(escaping) ?? [])),
    )
    const main = roles?.get('query')
    if (!roles || !main) return undefined
    const modules = [...helpers.values()].map(({ module }) => module)
    const through = new ClientHelpers(
      accessor,
      `${helpers.get(main.name)!.need.name}()`,
      roles,
      false,
      modules,
    )
    through.#accessor = accessor
    through.#helpers = helpers
    return through
  }

  override touchesOf(value: ClientValue): readonly Touch[] {
    return value.escapes.flatMap((escaping) => {
      const key = keyOf(escaping)
      const call = escaping.node.parent
      if (!key || !this.#helpers.has(key) || call?.type !== 'CallExpression') return []
      return [{ ...touchBy(call, key, escaping.node), sqlAt: 1 }]
    })
  }

  protected override options({ quote, fromFile, module, mayBeMissing }: TokenWriting): TokenOptions {
    const accessor = this.#accessor!
    const needs = [...this.roles].map(([role, { name }]) => [role, this.#helpers.get(name)!.need] as const)
    const helpers = needs.map(([role, { name }]) => named(role, name, mayBeMissing))
    return {
      lines: [
        `client: ${clientOf(accessor, module)}`,
        `helpers: { ${[...helpers, ...this.variadic(quote)].join(', ')} }`,
      ],
      imports: [
        ...(module === undefined ? [importOf(accessor, fromFile)] : []),
        ...needs.map(([, { target, name }]) => ({
          target: 'file' in target ? fromFile(target.file) : target,
          name,
        })),
      ],
    }
  }
}

/** The function that a connection is given to as the first argument, by where it stands. */
function keyOf({ kind, target }: Escape): string | undefined {
  return kind === 'argument' && target?.index === 0 ? `${target.file}#${target.callee.start}` : undefined
}

function helperOf(
  planning: Planning,
  facade: Facade,
  file: SourceFile,
  { node, target }: Escape,
  key: string,
): Helper | undefined {
  const { project } = planning.survey
  const source = target && project.source(target.file)
  const method = source && statementMethod(key, { file: source, body: target.callee }, 1)
  const callee = node.parent?.type === 'CallExpression' ? unwrap(node.parent.callee as Node) : undefined
  const binding = callee?.type === 'Identifier' ? file.scopes.resolve(callee) : undefined
  const imported = binding && importedBinding(project, file, binding)
  if (!method || !imported?.target || imported.dynamic || /^(\*|default)$/.test(imported.imported))
    return undefined
  const isOwn = manifestOf(planning, imported.target) === manifestOf(planning, facade.databaseModule)
  return {
    method,
    module: imported.target,
    need: {
      target: isOwn ? { file: imported.target } : { package: imported.specifier },
      name: imported.imported,
    },
  }
}
