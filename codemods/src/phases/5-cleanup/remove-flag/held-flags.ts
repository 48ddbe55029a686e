import type { Planning } from '../../../plan/planning.js'
import { isFunction, type Node, outermost } from '../../../survey/nodes.js'
import type { Binding } from '../../../survey/scopes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { type PlacedNode, referencesOf } from './references.js'

/** A constant, or a function, that gives nothing but a decided value. */
export interface Held {
  /** What goes with its last use. */
  readonly statement: Node
  /** The expressions that then are decided as well. */
  readonly uses: readonly PlacedNode[]
}

/** `const isOn = …` and `const isOn = () => …` around a decided expression; undefined for everything else. */
export function heldAround(
  planning: Planning,
  file: SourceFile,
  top: Node,
  isPromise: boolean,
): Held | undefined {
  const { parent } = top
  if (parent?.type === 'VariableDeclarator' && parent.init === top)
    return heldConstant(planning, file, parent as Node)
  const wrapper = wrapperAround(top)
  return wrapper && heldFunction(planning, file, wrapper, isPromise)
}

function heldConstant(planning: Planning, file: SourceFile, declarator: Node): Held | undefined {
  const declared = soleDeclaration(file, declarator)
  const uses = declared && referencesOf(planning, file, declared.binding)
  return uses && { statement: declared.statement, uses }
}

/** The binding of `const name = …` that is alone in its statement, and that statement with its `export`. */
export function soleDeclaration(
  file: SourceFile,
  declarator: Node,
): { readonly binding: Binding; readonly statement: Node } | undefined {
  const declaration = declarator.parent
  if (declarator.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return undefined
  if (declaration?.type !== 'VariableDeclaration' || declaration.kind !== 'const') return undefined
  if (declaration.declarations.length !== 1) return undefined
  const binding = file.scopes.lookup(declarator, declarator.id.name)
  if (binding?.declaration !== declarator) return undefined
  return { binding, statement: exported(declaration as Node) }
}

function exported(declaration: Node): Node {
  return declaration.parent?.type === 'ExportNamedDeclaration' ? (declaration.parent as Node) : declaration
}

/** The function whose only statement returns the expression. */
function wrapperAround(top: Node): Node | undefined {
  const { parent } = top
  if (parent?.type === 'ArrowFunctionExpression' && parent.body === top) return parent as Node
  if (parent?.type !== 'ReturnStatement') return undefined
  const block = parent.parent
  const owner = block?.parent as Node | undefined
  return block?.type === 'BlockStatement' && block.body.length === 1 && isFunction(owner) ? owner : undefined
}

function heldFunction(
  planning: Planning,
  file: SourceFile,
  wrapper: Node,
  isPromise: boolean,
): Held | undefined {
  if (!isFunction(wrapper) || wrapper.generator) return undefined
  const declared =
    wrapper.type === 'FunctionDeclaration' && wrapper.id
      ? {
          binding: file.scopes.lookup(wrapper.parent as Node, wrapper.id.name),
          statement: exported(wrapper as Node),
        }
      : soleDeclaration(file, wrapper.parent as Node)
  if (!declared?.binding) return undefined
  const references = referencesOf(planning, file, declared.binding)
  if (!references) return undefined
  const uses: PlacedNode[] = []
  for (const { file: own, node } of references) {
    const call = node.parent
    if (call?.type !== 'CallExpression' || call.callee !== node) return undefined
    if (
      call.arguments.some(
        (argument) => !/^(Identifier|Literal|ThisExpression|MemberExpression)$/.test(argument.type),
      )
    )
      return undefined
    const outer = outermost(call as Node)
    if (outer.parent?.type === 'AwaitExpression') uses.push({ file: own, node: outer.parent as Node })
    else if (wrapper.async || isPromise) return undefined
    else uses.push({ file: own, node: call as Node })
  }
  return { statement: declared.statement, uses }
}
