import { escapePattern } from '../../../edits/escape-pattern.js'
import type { Planning } from '../../../plan/planning.js'
import type { ClientValue } from '../../../survey/client-value.js'
import { dynamicSpecifier, requiredSpecifier } from '../../../survey/exports.js'
import {
  enclosingClass,
  isClass,
  keyName,
  memberName,
  type Node,
  unwrap,
  walk,
} from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { ownerOfThis, ownReferences, type ThisOwner } from '../../../survey/this-owner.js'

/**
 * A place that may get at what a class of a JavaScript file keeps, other than by the class's own `this`: its text. In
 * TypeScript the type of what is kept tells, once it is another one.
 */
export function readOutside(
  planning: Planning,
  file: SourceFile,
  value: ClientValue,
  group: readonly ClientValue[],
): string | undefined {
  if (value.kind !== 'field' || value.name === undefined || value.name.startsWith('#')) return undefined
  const { name } = value
  const { project } = planning.survey
  const owners = new Set<unknown>(
    group.flatMap((member) => (member.kind === 'field' && member.name === name ? [ownerOf(member)] : [])),
  )
  const own = ownerOf(value)
  if (!own) return undefined
  const meant = new Set(declarationsOf(planning, file, ownReferences(file, own as ThisOwner, name)).flat())
  const asked = new RegExp(
    `[.{,]\\s*${escapePattern(name)}(?![\\w$])|\\[\\s*['"\`]${escapePattern(name)}['"\`]\\s*\\]`,
  )
  for (const path of project.graph.reverseClosure([file.path])) {
    if (/\.[cm]?tsx?$/.test(path) || !asked.test(project.text(path) ?? '')) continue
    const source = project.source(path)
    if (!source) continue
    const taken = takenByPattern(source, name)
    if (taken) return placeOf(path, source, taken)
    const unclear: Node[] = []
    for (const member of membersNamed(source, name)) {
      const owner = unwrap(member.object).type === 'ThisExpression' ? ownerOfThis(source, member) : undefined
      const isAlone = isClass(owner) ? !owner.superClass : owner !== undefined
      if (!owners.has(owner) && !(owner && isAlone)) unclear.push(member)
    }
    const declared = declarationsOf(planning, source, unclear)
    const open = unclear.find((_, index) => declared[index]?.some((key) => meant.has(key)) ?? true)
    if (open)
      return `${path}: ${source
        .textOf(open.parent ?? open)
        .split('\n')[0]!
        .slice(0, 80)}`
  }
  return undefined
}

function ownerOf({ declaration }: ClientValue): Node | undefined {
  return isClass(declaration) ? declaration : enclosingClass(declaration)
}

function placeOf(path: string, source: SourceFile, node: Node): string {
  return `${path}: ${source.textOf(node).split('\n')[0]!.slice(0, 80)}`
}

/** `const { db } = repo`: of what, no name tells. */
function takenByPattern(file: SourceFile, name: string): Node | undefined {
  let found: Node | undefined
  walk(file.program, (node) => {
    if (found || node.type !== 'VariableDeclarator' || node.id.type !== 'ObjectPattern' || !node.init)
      return !found
    const isModule = requiredSpecifier(node.init) ?? dynamicSpecifier(node.init)
    const isTaken = node.id.properties.some((each) => each.type === 'Property' && keyName(each.key) === name)
    if (isTaken && isModule === undefined && unwrap(node.init).type !== 'ThisExpression') found = node
    return !found
  })
  return found
}

type Member = Extract<Node, { type: 'MemberExpression' }>

function membersNamed(file: SourceFile, name: string): Member[] {
  const found: Member[] = []
  walk(file.program, (node) => {
    if (node.type === 'MemberExpression' && memberName(node) === name) found.push(node)
    return true
  })
  return found
}

function declarationsOf({ oracle }: Planning, file: SourceFile, members: readonly Node[]) {
  const positions = members.flatMap((member) =>
    member.type === 'MemberExpression' ? [(member.property as Node).start] : [],
  )
  return oracle.declarationsAt(file.path, positions)
}
