import type { Accessor } from '../../../model.js'
import type { Planning } from '../../../plan/planning.js'
import type { AppendedText, ImportNeed, Proposal } from '../../../plan/proposal.js'
import type { ClientValue } from '../../../survey/client-value.js'
import { makesToken } from '../../../survey/facade-module.js'
import { mayTakeArguments } from '../facade-accessor/accessor-body.js'
import {
  facadeStyle,
  instanceIn,
  isInCommonJs,
  isReassigned,
  requiredName,
} from '../facade-accessor/database-text.js'
import { type Facade, feedingModule } from '../facade-accessor/facade-accessor.js'
import { heading } from '../facade-accessor/facade-files.js'
import { presentToken } from '../facade-accessor/present-token.js'
import { clientOwner, lowerFirst, withoutVerb } from '../facade-accessor/token-names.js'
import { tokenType } from '../facade-accessor/token-type.js'
import { injectAccessor } from './inject-accessor.js'
import { losesComment } from './inject-repository.js'

/** Takes the accessor of a client class from the container; the class, and what is done with it, stay. */
export function injectClientAccessor(
  planning: Planning,
  facade: Facade,
  value: ClientValue,
): Proposal | undefined {
  const file = planning.survey.project.source(value.file)
  if (!file || value.origin.type !== 'accessor') return undefined
  if (facade.driver && facade.driver.accessorToken === undefined) return undefined
  if (value.file === facade.accessor.module || value.file === facade.accessor.client?.module) return undefined
  if (facade.kept && !isRequired(planning, facade.accessor)) return undefined
  const token =
    facade.driver?.accessorToken ?? presentToken(planning, facade.databaseModule, tokenName(facade))
  const proposal = injectAccessor(planning, facade, token, file, value)
  if (!proposal || proposal.files.some(({ edits }) => losesComment(file, edits))) return undefined
  if (makesToken(planning.survey.project.text(facade.databaseModule), token)) return proposal
  return { ...proposal, appends: [tokenText(planning, facade, token)] }
}

/** A CommonJS module of tokens loads the accessor that feeds the database, and names what that module exports. */
export function isRequired(planning: Planning, accessor: Accessor): boolean {
  if (!accessor.client || !isInCommonJs(planning, accessor)) return true
  return feedingModule(planning, accessor) === accessor.module
}

function tokenName({ accessor }: Facade): string {
  const bare = accessor.export === 'default' ? 'client' : accessor.export
  if (accessor.kind === 'instance' && accessor.member) return `${lowerFirst(clientOwner(bare))}Client`
  const base = lowerFirst(withoutVerb(bare))
  return `${base}${accessor.kind === 'instance' ? 'Client' : 'Accessor'}`
}

function tokenText(planning: Planning, facade: Facade, token: string): AppendedText {
  const { accessor, databaseModule: path } = facade
  const style = facadeStyle(planning, path, planning.survey.project.text(facade.opened))
  const { quote: q } = style
  const end = style.semicolons ? ';' : ''
  const commonJs = isInCommonJs(planning, accessor)
  const named = commonJs
    ? requiredName(accessor)
    : accessor.export === 'default'
      ? 'getClient'
      : accessor.export
  const value = isReassigned(planning, accessor)
    ? `() => () => ${instanceIn(accessor, named)}`
    : accessor.kind === 'instance'
      ? `() => ${instanceIn(accessor, named)}`
      : accessor.member && !/^(helper|scoped)$/.test(accessor.kind)
        ? mayTakeArguments(planning, accessor)
          ? `() => ${named}.${accessor.member}.bind(${named})`
          : `() => () => ${named}.${accessor.member}()`
        : `() => ${named}`
  const type = tokenType(planning, accessor, value)
  const lines = [
    '',
    `/** ${heading(accessor)}, for code that works with the client itself. */`,
    `${commonJs ? 'const' : 'export const'} ${token}${type} = createToken(${q}${token}${q}, ${value})${end}`,
    ...(commonJs ? ['', `module.exports.${token} = ${token}${end}`] : []),
    '',
  ]
  const isMain = !facade.kept && !facade.driver
  const imports: ImportNeed[] = [
    ...(isMain || commonJs ? [] : [{ target: { file: accessor.module }, name: accessor.export }]),
    ...(type ? [{ target: { package: '@duckshift/runtime' }, name: 'Token', typeOnly: true }] : []),
  ]
  return { path, text: lines.join(style.lineEnding), imports }
}
