// The same edits with ts-morph: types of what is called, node by node, a check of the result, a diff of each file.
import { createTwoFilesPatch } from 'diff'
import { Project, SyntaxKind } from 'ts-morph'

const root = process.argv[2]
const project = new Project({ tsConfigFilePath: `${root}/tsconfig.json` })
let changes = 0
let patch = 0
project.createSourceFile(
  `${root}/src/db/database.ts`,
  "import type { Database } from '@duckshift/runtime'\nimport { createToken } from '@duckshift/runtime'\nexport const database = createToken<Database>('database')\n",
)
// All types are asked for before the first edit: each edit throws the program away.
const found = project
  .getSourceFiles()
  .filter((file) => file.getFilePath().startsWith(`${root}/src/services/`))
  .map((file) => {
    const calls = file.getDescendantsOfKind(SyntaxKind.CallExpression)
    const queries = calls.filter((call) => {
      const callee = call.getExpressionIfKind(SyntaxKind.PropertyAccessExpression)
      return (
        callee?.getName() === 'query' && callee.getExpression().getType().getSymbol()?.getName() === 'Client'
      )
    })
    return {
      file,
      queries,
      accessors: calls.filter((call) => call.getExpression().getText() === 'getClient'),
    }
  })
for (const { file, queries, accessors } of found) {
  const before = file.getFullText()
  for (const call of queries) {
    call
      .getExpressionIfKindOrThrow(SyntaxKind.PropertyAccessExpression)
      .getNameNode()
      .replaceWithText('query')
    changes += 1
  }
  for (const call of accessors) call.replaceWithText('inject(database)')
  for (const declaration of file.getImportDeclarations()) {
    if (declaration.getModuleSpecifierValue().endsWith('client.js')) declaration.remove()
  }
  file.addImportDeclarations([
    { namedImports: ['inject'], moduleSpecifier: '@duckshift/runtime' },
    { namedImports: ['database'], moduleSpecifier: '../../db/database.js' },
  ])
  patch += createTwoFilesPatch(file.getFilePath(), file.getFilePath(), before, file.getFullText()).length
}
const errors = project.getPreEmitDiagnostics().length
console.log(JSON.stringify({ changes, patch, errors }))
