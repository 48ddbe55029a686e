import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { keyName, type Node, walk } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'

/**
 * True for a declaration file whose own types of an old package may go on as types of what takes its place: everything
 * they name is there. What else they promised would be believed, and missing when it runs.
 */
export function mayMoveTypes(file: SourceFile): boolean {
  const known = wordsOfReplacements()
  return namesDeclared(file).every((name) => known.has(name))
}

/** Members of classes and interfaces, and functions. */
function namesDeclared(file: SourceFile): string[] {
  const names: string[] = []
  walk(file.program, (node: Node) => {
    if (node.type === 'FunctionDeclaration' || node.type === 'TSDeclareFunction')
      names.push(node.id?.name ?? '')
    const isMember = /^(MethodDefinition|PropertyDefinition|TSAbstractMethodDefinition|TSMethodSignature)$/
    if ('key' in node && isMember.test(node.type)) names.push(keyName(node.key as Node) ?? '')
    return true
  })
  return names.filter((name) => name !== '')
}

let words: ReadonlySet<string> | undefined

function wordsOfReplacements(): ReadonlySet<string> {
  if (words) return words
  const runtime = dirname(createRequire(import.meta.url).resolve('@duckshift/runtime/package.json'))
  const folder = join(runtime, 'dist/compat')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const types = files.filter((name) => /(^|[\\/])(duckdb(-async)?|old-package[\\/].*)\.d\.ts$/.test(name))
  words = new Set(types.flatMap((name) => readFileSync(join(folder, name), 'utf8').match(/[\w$]+/g) ?? []))
  return words
}
