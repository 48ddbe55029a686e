import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const repository = fileURLToPath(new URL('../..', import.meta.url))
export const cli = join(repository, 'cli', 'dist', 'main.js')

const temporary: string[] = []
process.once('exit', () => {
  for (const folder of temporary) rmSync(folder, { recursive: true, force: true })
})

/** An empty temporary folder; it goes with the process. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'duckshift-test-')))
  temporary.push(folder)
  return folder
}

/** A temporary folder with these files and the repository's node_modules. */
export function project(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = temporaryFolder()
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'))
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  return root
}

export function copyOfModelhub(): string {
  return copyOfFixture('modelhub')
}

/** A legacy application of `fixtures/`, in a temporary folder with the repository's node_modules. */
export function copyOfFixture(name: string): string {
  const root = project({})
  cpSync(join(repository, 'fixtures', name), root, {
    recursive: true,
    filter: (path) => !/node_modules|\.duckdb/.test(path.slice(repository.length)),
  })
  return root
}

export function duckshift(root: string, ...args: string[]) {
  const result = spawnSync(process.execPath, [cli, '--cwd', root, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  return { code: result.status, out: result.stdout, err: result.stderr }
}

/** SHA-256 of every file of the tree, duckshift's own folder and node_modules aside. */
export function treeHash(root: string): string {
  const hash = createHash('sha256')
  const visit = (folder: string) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      const path = folder ? `${folder}/${entry.name}` : entry.name
      if (path === 'node_modules' || path === '.duckshift' || path === '.git') continue
      hash.update(`${path}\0`)
      if (entry.isDirectory()) visit(path)
      else hash.update(readFileSync(join(root, path)))
    }
  }
  visit('')
  return hash.digest('hex')
}

const smallClient = `import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'

export class Client {
  private connection: Promise<DuckDBConnection> | undefined
  private connect() {
    this.connection ??= DuckDBInstance.create(process.env.SMALL_DB ?? ':memory:').then((instance) => instance.connect())
    return this.connection
  }
  async query<T = any>(sql: string, params: unknown[] = []): Promise<T[]> {
    const reader = await (await this.connect()).runAndReadAll(sql, params as DuckDBValue[])
    return reader.getRowObjectsJS() as T[]
  }
  async execute(sql: string, params: unknown[] = []): Promise<number> {
    const result = await (await this.connect()).run(sql, params as DuckDBValue[])
    return result.rowsChanged
  }
}

let client: Client | undefined

export function getClient(): Client {
  client ??= new Client()
  return client
}
`

/** A small legacy project around a case: one client class over the driver, one accessor, a schema. */
export const smallProjectFiles = {
  'package.json':
    '{\n  "name": "small",\n  "type": "module",\n  "dependencies": {\n    "@duckdb/node-api": "1"\n  }\n}\n',
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      target: 'es2022',
      // Without those of the browser, every program of a case is read in a quarter less time.
      lib: ['es2022'],
      module: 'nodenext',
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      types: ['node'],
    },
    include: ['src'],
  }),
  'schema.sql': `CREATE TABLE items (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL, price DOUBLE, category VARCHAR, created_at TIMESTAMP);
CREATE TABLE tags (item_id INTEGER NOT NULL, tag VARCHAR NOT NULL, PRIMARY KEY (item_id, tag));
`,
  'src/db.ts': smallClient,
}

/** The small project with one service. */
export function smallProject(extra: Readonly<Record<string, string | Uint8Array>> = {}): string {
  return project({
    ...smallProjectFiles,
    'src/items.ts': `import { getClient } from './db.js'

export async function nameOf(id: number): Promise<string | undefined> {
  const db = getClient()
  const rows = await db.query<{ name: string }>('SELECT name FROM items WHERE id = ?', [id])
  return rows[0]?.name
}
`,
    ...extra,
  })
}
