// Runs one benchmark by name: `npm run bench -- pool --check`. Without a name, lists them.
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = new URL('.', import.meta.url)
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.mjs') && file !== 'run.mjs')
  .map((file) => file.slice(0, -4))
const [name] = process.argv.splice(2, 1)
if (!names.includes(name)) {
  console.error(`${name ? `There is no benchmark "${name}". ` : ''}Choose one of: ${names.join(', ')}`)
  process.exit(2)
}
await import(fileURLToPath(new URL(`${name}.mjs`, folder)))
