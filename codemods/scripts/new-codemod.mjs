// Makes the folder of a new codemod and enters it in its phase's table: npm run new:codemod -- NAME --phase N
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { phases } from '../dist/phases/phases.js'

const usage =
  'npm run new:codemod -- NAME --phase N    NAME in kebab-case, as in "batch-reads"; N from 2 to 6'

function fail(message) {
  console.error(`${message}\n${usage}`)
  process.exit(2)
}

let values
let positionals
try {
  ;({ values, positionals } = parseArgs({ allowPositionals: true, options: { phase: { type: 'string' } } }))
} catch (error) {
  fail(error.message)
}
const [name, ...rest] = positionals
const number = Number(values.phase)
if (!name || rest.length > 0) fail('One name is needed.')
if (!/^[a-z]+(-[a-z]+)*$/.test(name)) fail(`"${name}" is not in kebab-case.`)
if (number === 1) fail('The codemods of phase 1 build on each other: add to them by hand, in foundation.ts.')
if (!phases.some((phase) => phase.number === number)) fail(`There is no phase "${values.phase ?? ''}".`)
const taken = phases.find((phase) => phase.codemods.includes(name))
if (taken) fail(`Phase ${taken.number} has a codemod "${name}".`)

const phasesFolder = fileURLToPath(new URL('../src/phases', import.meta.url))
const phaseFolder = join(
  phasesFolder,
  readdirSync(phasesFolder).find((entry) => entry.startsWith(`${number}-`)),
)
const folder = join(phaseFolder, name)
if (existsSync(folder)) fail(`${folder} exists.`)
const camel = name.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase())

const files = {
  [`${name}.ts`]: `import type { Planning, Proposals } from '../../../plan/planning.js'

/** Says in one sentence what it turns into what. */
export function ${camel}(planning: Planning): Proposals {
  const candidates: Proposals['candidates'] = []
  const refusals: Proposals['refusals'] = []
  for (const usage of planning.survey.usages) {
    if (usage.inTest || !planning.inScope(usage.file)) continue
    // Push a candidate with its text edits, or a refusal with an id of ../refusals.ts.
  }
  return { candidates, refusals }
}
`,
  'README.md': `# ${name}

What it turns into what, and why that is the same.

Whole files before and after go into fences that start with "ts before src/items.ts" and "ts after src/items.ts":
they run as tests.

## Refusals

| id | why | what to do |
| --- | --- | --- |
`,
  'cases/skip-other-code/before/src/items.ts': `export const answer = 42
`,
}
for (const [path, text] of Object.entries(files)) {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

const tableFile = readdirSync(phaseFolder)
  .filter((entry) => entry.endsWith('.ts'))
  .map((entry) => join(phaseFolder, entry))
  .find((path) => /: CodemodTable = \{/.test(readFileSync(path, 'utf8')))
const table = readFileSync(tableFile, 'utf8')
const entry = `  '${name}': ${camel},\n`
const withEntry = table
  .replace(/: CodemodTable = \{\}/, `: CodemodTable = {\n${entry}}`)
  .replace(/(: CodemodTable = \{\n(?: {2}.*\n)*)\}/, (whole, body) =>
    body.includes(entry) ? whole : `${body}${entry}}`,
  )
writeFileSync(
  tableFile,
  withEntry.replace(/((?:^import .*\n)+)/, `$1import { ${camel} } from './${name}/${name}.js'\n`),
)

const root = fileURLToPath(new URL('../..', import.meta.url))
console.log(`Made ${relative(root, folder)} and entered it in ${relative(root, tableFile)}.

Next:
  1. Put a case into cases/NAME/before, and what must not change into cases/skip-NAME/before.
  2. Write ${name}.ts.
  3. UPDATE_CASES=1 npx vitest run test/codemods -t ${name}    records what it does; read the diff
  4. npx vitest run test/codemods -t ${name}`)
