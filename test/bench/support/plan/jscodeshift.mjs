// The same edits with jscodeshift: no types, no check, a diff of each file.
import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { createTwoFilesPatch } from 'diff'
import jscodeshift from 'jscodeshift'
import { glob } from 'tinyglobby'

const root = process.argv[2]
const j = jscodeshift.withParser('ts')
let changes = 0
let patch = 0
for (const file of await glob('src/services/**/*.ts', { cwd: root })) {
  const before = readFileSync(join(root, file), 'utf8')
  const source = j(before)
  source.find(j.CallExpression, { callee: { name: 'getClient' } }).forEach((path) => {
    path.node.callee = j.identifier('inject')
    path.node.arguments = [j.identifier('database')]
  })
  source
    .find(j.CallExpression, { callee: { object: { name: 'client' }, property: { name: 'query' } } })
    .forEach((path) => {
      path.node.callee.property = j.identifier('query')
      changes += 1
    })
  source.find(j.ImportDeclaration).forEach((path) => {
    if (!path.node.source.value.endsWith('client.js')) return
    j(path).replaceWith([
      j.importDeclaration([j.importSpecifier(j.identifier('inject'))], j.stringLiteral('@duckshift/runtime')),
      j.importDeclaration(
        [j.importSpecifier(j.identifier('database'))],
        j.stringLiteral('../../db/database.js'),
      ),
    ])
  })
  const after = source.toSource()
  patch += createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after).length
}
console.log(JSON.stringify({ changes, patch, root: relative('.', root) }))
