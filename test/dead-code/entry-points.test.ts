import { expect, it } from 'vitest'
import { duckshift, project } from '../support/project.js'

const source = 'export {}\nconsole.log(1)\n'

/** Which of these files count as dead in a project of these and `others`. */
function dead(files: readonly string[], others: Record<string, string>): string[] {
  const sources = Object.fromEntries(files.map((file) => [file, source]))
  const root = project({ ...sources, 'web/main.ts': source, ...others })
  const { err, out } = duckshift(root, 'dead-code', '--json')
  expect(err).toBe('')
  return JSON.parse(out)
    .findings.filter(({ kind }: { kind: string }) => kind === 'file')
    .map(({ file }: { file: string }) => file)
}

const page = { 'index.html': '<script type="module" src="/web/main.ts"></script>\n' }
const manifest = (own: object) => ({ ...page, 'package.json': JSON.stringify({ name: 'app', ...own }) })

it('what a script runs of the built code is its source', () => {
  const files = ['src/index.ts', 'src/worker.ts', 'src/other.ts']
  expect(dead(files, manifest({}))).toEqual(files.toSorted())
  const scripts = {
    start: 'NODE_ENV=production node --enable-source-maps dist',
    work: 'node dist/src/worker.js',
  }
  expect(dead(files, manifest({ scripts }))).toEqual(['src/other.ts'])
})

it('a main file built into a folder of its own name is one of those called so', () => {
  expect(dead(['electron/main.ts', 'electron/old.ts'], manifest({ main: 'dist-electron/main.js' }))).toEqual([
    'electron/old.ts',
  ])
})

it.each([
  ['Dockerfile.prod', 'FROM node:22\nCMD ["node", "/app/dist/server.js"]\n'],
  ['Procfile', 'web: node dist/server.js\n'],
  ['bin/start.sh', '#!/bin/sh\nexec node dist/server.js "$@"\n'],
  ['.github/workflows/nightly.yml', 'jobs:\n  nightly:\n    steps:\n      - run: npx tsx src/server.ts\n'],
  ['README.md', 'The server starts with `node dist/server.js`; `src/other.ts` does not start.\n'],
  ['ecosystem.config.cjs', "module.exports = { apps: [{ script: './dist/server.js' }] }\n"],
])('%s says what runs', (path, text) => {
  expect(dead(['src/server.ts', 'src/other.ts'], { ...manifest({}), [path]: text })).toEqual(['src/other.ts'])
})

it('routes that a framework finds by their place are entered', () => {
  const dependencies = { '@tanstack/react-start': '1.0.0' }
  const files = ['src/routes/api/items.ts', 'src/router.tsx', 'src/other.ts']
  expect(dead(files, manifest({ dependencies }))).toEqual(['src/other.ts'])
})

it('a package that nothing enters starts with the usual names, beside another that is entered', () => {
  const files = ['api/src/index.ts', 'api/src/other.ts']
  const others = { ...manifest({ workspaces: ['api'] }), 'api/package.json': '{ "name": "api" }\n' }
  expect(dead(files, others)).toEqual(['api/src/other.ts'])
})

it('what an unknown alias may mean is in doubt, not dead', () => {
  const root = project({
    'package.json': '{ "name": "app", "main": "src/index.ts" }\n',
    'src/index.ts': "import { rows } from '$server/db/rows'\nconsole.log(rows)\n",
    'src/server/db/rows.ts': 'export const rows = []\n',
    'src/server/old.ts': 'export const old = []\n',
  })
  const { out } = duckshift(root, 'dead-code', '--json')
  const findings: { id: string; uncertain?: string }[] = JSON.parse(out).findings
  expect(findings.map(({ id, uncertain }) => [id.split('#')[0], uncertain !== undefined])).toEqual([
    ['file:src/server/db/rows.ts', true],
    ['file:src/server/old.ts', false],
  ])
})

it('what a CommonJS module assigns to its exports lives by being required', () => {
  const root = project({
    'package.json': '{ "name": "app", "main": "src/server.js" }\n',
    'src/server.js': "const createApp = require('./app')\ncreateApp().use(require('./routes'))\n",
    'src/app.js': 'module.exports = function createApp() {\n  return { use(router) {} }\n}\n',
    'src/routes.js': "const { rows } = require('./rows')\nmodule.exports = [rows]\n",
    'src/rows.js': 'exports.rows = []\n',
  })
  const { out } = duckshift(root, 'dead-code', '--json')
  expect(JSON.parse(out).findings).toEqual([])
})

it('a file whose own comment shows the command is started by it', () => {
  const file = 'scripts/build-db.ts'
  const other = 'scripts/old.ts'
  const says = `/**\n * Builds the database.\n * Run with: bun scripts/build-db.ts\n */\n${source}`
  expect(dead([file, other], manifest({}))).toEqual([file, other])
  expect(dead([other], { ...manifest({}), [file]: says })).toEqual([other])
})

it('where nothing says what starts the project, its types may be asked for by what it imports itself', () => {
  const root = project({
    'package.json': JSON.stringify({ name: 'app', type: 'module' }),
    'src/worker.ts': `import { Jobs } from './jobs.js'

export interface Job {
  id: number
}

console.log(await new Jobs().next())
`,
    'src/jobs.ts': `import type { Job } from './worker.js'

export class Jobs {
  async next(): Promise<Job> {
    return { id: 1 }
  }
}
`,
    'src/shapes.ts': 'export interface Shape {\n  size: number\n}\n',
    'src/old.ts': `import type { Shape } from './shapes.js'

export const size = (shape: Shape) => shape.size
`,
  })
  const { findings } = JSON.parse(duckshift(root, 'dead-code', '--json').out)
  expect(findings).toEqual([])
})

it('what the configuration of a bundler names in a folder that it works out is in doubt, not dead', () => {
  const root = project({
    'package.json': JSON.stringify({
      name: 'app',
      type: 'module',
      scripts: { build: 'webpack --config ./tools/webpack.config.main.ts' },
    }),
    'tools/webpack.config.main.ts': `import path from 'node:path'
import { paths } from './paths.js'

export default { entry: { main: path.join(paths.main, 'start.ts') } }
`,
    'tools/paths.ts': "export const paths = { main: new URL('../src/main', import.meta.url).pathname }\n",
    'src/main/start.ts': "import { menu } from './menu.js'\n\nconsole.log(menu)\n",
    'src/main/menu.ts': 'export const menu = []\n',
    'src/main/old.ts': 'export const old = []\n',
  })
  const { findings } = JSON.parse(duckshift(root, 'dead-code', '--json').out)
  const sure = findings.filter(({ uncertain }: { uncertain?: string }) => uncertain === undefined)
  expect(sure.map(({ file }: { file: string }) => file)).toEqual(['src/main/old.ts'])
})

it('what a package in use loads where it is there is in use', () => {
  const root = project({
    'package.json': JSON.stringify({
      name: 'app',
      type: 'module',
      main: 'src/index.ts',
      dependencies: { orm: '1.0.0', pg: '8.0.0', mysql: '2.0.0' },
    }),
    'src/index.ts': "import { Orm } from 'orm'\n\nnew Orm('postgres://localhost')\n",
    'node_modules/orm/package.json':
      '{ "name": "orm", "peerDependenciesMeta": { "pg": { "optional": true } } }\n',
    'node_modules/orm/index.d.ts': 'export declare class Orm {\n  constructor(url: string)\n}\n',
  })
  const { findings } = JSON.parse(duckshift(root, 'dead-code', '--json').out)
  expect(findings.map(({ name }: { name: string }) => name)).toEqual(['mysql'])
})

it('what says which accessors migrate keeps none of them', () => {
  const configuration = "export default { accessors: [{ module: 'src/db.ts', export: 'query' }] }\n"
  const others = { ...manifest({ type: 'module' }), 'duckshift.config.ts': configuration }
  expect(dead(['src/db.ts', 'src/other.ts'], others)).toEqual(['src/db.ts', 'src/other.ts'])
})
