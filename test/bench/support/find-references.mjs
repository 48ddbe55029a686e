// Counts the references of getDuckDBClient in a generated project with ts-morph.
import { Project } from 'ts-morph'

const root = process.argv[2]
const project = new Project({
  tsConfigFilePath: `${root}/tsconfig.json`,
  skipAddingFilesFromTsConfig: true,
  compilerOptions: { noLib: true, types: [] },
})
project.addSourceFilesAtPaths([`${root}/src/**/*.ts`, `${root}/packages/**/*.ts`])
const references = project
  .getSourceFileOrThrow(`${root}/src/db/client.ts`)
  .getFunctionOrThrow('getDuckDBClient')
  .findReferencesAsNodes()
console.log(references.length)
