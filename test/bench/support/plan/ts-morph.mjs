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
for (const file of project.getSourceFiles('**/services/**/*.ts')) {
  const before = file.getFullText()
  const calls = file.getDescendantsOfKind(SyntaxKind.CallExpression).filter((call) => {
    const callee = call.getExpressionIfKind(SyntaxKind.PropertyAccessExpression)
    return (
      callee?.getName() === 'query' && callee.getExpression().getType().getSymbol()?.getName() === 'Client'
    )
  })
  for (const call of calls) {
    call
      .getExpressionIfKindOrThrow(SyntaxKind.PropertyAccessExpression)
      .getNameNode()
      .replaceWithText('query')
    changes += 1
  }
  for (const call of file.getDescendantsOfKind(SyntaxKind.CallExpression)) {
    if (call.wasForgotten() || call.getExpression().getText() !== 'getClient') continue
    call.replaceWithText('inject(database)')
  }
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
