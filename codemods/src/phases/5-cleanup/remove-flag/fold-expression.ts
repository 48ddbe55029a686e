import { isPure } from '../../../dead-code/purity.js'
import type { Range } from '../../../plan/proposal.js'
import { keyName, type Node, outermost, unwrap } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { Worth } from './flag-worth.js'
import { CannotFold, type Folded } from './folded.js'

const tight =
  /^(Identifier|Literal|TemplateLiteral|TaggedTemplateExpression|MemberExpression|CallExpression|ThisExpression|ParenthesizedExpression|ArrayExpression|MetaProperty|ImportExpression|JSXElement|JSXFragment|TSNonNullExpression)$/
const roomy =
  /^(VariableDeclarator|AssignmentExpression|AssignmentPattern|ReturnStatement|ThrowStatement|ArrowFunctionExpression|Property|PropertyDefinition|ArrayExpression|TemplateLiteral|ParenthesizedExpression|ExpressionStatement|IfStatement|WhileStatement|SwitchStatement|ExportDefaultDeclaration|JSXExpressionContainer|SpreadElement|NewExpression|CallExpression)$/

/** One part of an expression takes the place of the whole. */
export function keepPart(
  folded: Folded,
  file: SourceFile,
  whole: Node,
  part: Node,
  dropped: readonly Node[],
): void {
  for (const node of dropped) folded.drop(node)
  const outer = outermost(whole)
  const { parent } = outer
  const isCallee =
    (parent?.type === 'CallExpression' || parent?.type === 'TaggedTemplateExpression') &&
    ('callee' in parent ? parent.callee : parent.tag) === outer
  // `(flag ? a.b : c)()` calls without a receiver; `a.b()` would have one.
  if (isCallee && unwrap(part).type === 'MemberExpression')
    throw new CannotFold('flag-form', 'the chosen method is called without its object')
  const all = withoutNeed(file, whole, part)
  const wraps = needsParentheses(part, all, file)
  folded.replace(all.start, part.start, wraps ? '(' : '')
  folded.replace(part.end, all.end, wraps ? ')' : '')
}

/** The whole with the parentheses that stood around it for its own sake. */
function withoutNeed(file: SourceFile, whole: Node, part: Node): Node {
  const { parent } = whole
  const isAlone = parent?.type === 'ParenthesizedExpression' && !file.textOf(parent).includes('\n')
  const fits = part.type === 'ObjectExpression' || tight.test(part.type)
  return isAlone && fits ? withoutNeed(file, parent as Node, part) : whole
}

function needsParentheses(part: Node, whole: Node, file: SourceFile): boolean {
  const { parent } = whole
  if (!parent) return true
  if (/^(ObjectExpression|FunctionExpression|ClassExpression)$/.test(part.type)) {
    const isFirst = parent.type === 'ArrowFunctionExpression' && parent.body === whole
    return (
      isFirst ||
      parent.type === 'ExpressionStatement' ||
      !roomy.test(parent.type) ||
      isCalled(parent as Node, whole)
    )
  }
  if (tight.test(part.type)) return false
  if (part.type === 'NewExpression') return !file.textOf(part).endsWith(')') && !roomy.test(parent.type)
  if (part.type === 'SequenceExpression') return parent.type !== 'ParenthesizedExpression'
  if (parent.type === 'LogicalExpression')
    return part.type === 'LogicalExpression'
      ? part.operator !== parent.operator
      : !/^(Await|Unary|Binary)Expression$/.test(part.type)
  if (parent.type === 'ConditionalExpression')
    return parent.test === whole && !/^(Logical|Binary|Unary|Await)Expression$/.test(part.type)
  return !roomy.test(parent.type) || isCalled(parent as Node, whole)
}

function isCalled(parent: Node, whole: Node): boolean {
  return (parent.type === 'CallExpression' || parent.type === 'NewExpression') && parent.callee === whole
}

/** `{ legacy: a, pool: b }[mode]`, and `implementations[mode]` for a constant object. */
export function keepEntry(folded: Folded, file: SourceFile, member: Node, worth: Worth): void {
  if (member.type !== 'MemberExpression') throw new CannotFold('flag-form')
  if (worth.kind === 'switch') throw new CannotFold('flag-value-unclear', 'its text chooses')
  const key = String(worth.value)
  const object = unwrap(member.object)
  if (object.type === 'ObjectExpression') {
    const others: Node[] = []
    let chosen: Node | undefined
    for (const property of object.properties) {
      if (property.type !== 'Property' || property.method || property.computed)
        throw new CannotFold('flag-form')
      if (keyName(property.key) === key) chosen = property.value
      else others.push(property.value)
    }
    if (!chosen) throw new CannotFold('flag-form', `nothing stands for ${key}`)
    const effect = others.find((other) => !isPure(other))
    if (effect) throw new CannotFold('flag-side-effect', file.textOf(effect))
    keepPart(
      folded,
      file,
      member,
      chosen,
      others.map((other) => other.parent as Node),
    )
    return
  }
  const binding = object.type === 'Identifier' ? file.scopes.resolve(object) : undefined
  const declared =
    binding?.kind === 'variable' && binding.declaration.type === 'VariableDeclarator'
      ? binding.declaration.init
      : undefined
  const literal = declared && unwrap(declared as Node)
  const isKnown =
    literal?.type === 'ObjectExpression' &&
    literal.properties.some((property) => property.type === 'Property' && keyName(property.key) === key)
  if (!isKnown)
    throw new CannotFold('flag-stored', 'it chooses from something that is not an object literal of the file')
  const isName = /^[A-Za-z_$][\w$]*$/.test(key)
  const property: Range = member.property
  if (!isName) folded.replace(property.start, property.end, `'${key}'`)
  else {
    const end = member.object.end
    folded.replace(end, member.end, `${member.optional ? '?.' : '.'}${key}`)
  }
}
