// Compares what dead-code and knip find in fixtures/labelled with its labels: node test/dead-code/measure.mjs [--json]
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const repository = join(here, '..', '..')

/** `file:line` for declarations, `file` for whole files, `package.json#name` for dependencies. */
function readLabels(root) {
  const labels = new Map()
  const visit = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name)
      if (entry.name === 'node_modules') continue
      if (entry.isDirectory()) visit(path)
      else if (/\.(c?js|tsx?)$/.test(entry.name)) {
        const file = relative(root, path)
        readFileSync(path, 'utf8')
          .split('\n')
          .forEach((line, index) => {
            const match = /\/\/~ (dead|live|unsure)(-file)?$/.exec(line)
            if (match) labels.set(match[2] ? file : `${file}:${index + 1}`, match[1])
          })
      }
    }
  }
  visit(root)
  const packages = JSON.parse(readFileSync(join(here, 'dependency-labels.json'), 'utf8'))
  for (const [name, label] of Object.entries(packages)) labels.set(`package.json#${name}`, label)
  return labels
}

/** What duckshift finds: key to whether it is sure. Several findings of one line count once. */
function ours(root, kinds) {
  const cli = join(repository, 'cli', 'dist', 'main.js')
  const result = spawnSync(process.execPath, [cli, 'dead-code', '--json', '--cwd', root], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  if (result.status !== 0 && result.status !== 1) throw new Error(result.stderr)
  const found = new Map()
  for (const { kind, file, line, name, uncertain } of JSON.parse(result.stdout).findings) {
    const key = kind === 'file' ? file : kind === 'dependency' ? `package.json#${name}` : `${file}:${line}`
    found.set(key, uncertain === undefined || found.get(key) === true)
    kinds.set(key, kind)
  }
  return found
}

function knips(root) {
  const main = join(repository, 'node_modules', 'knip', 'bin', 'knip.js')
  const result = spawnSync(
    process.execPath,
    [main, '--reporter', 'json', '--no-exit-code', '--no-progress'],
    {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    },
  )
  if (result.status !== 0) throw new Error(result.stderr)
  const found = new Map()
  for (const entry of JSON.parse(result.stdout).issues) {
    for (const { name } of entry.files ?? []) found.set(name, true)
    for (const kind of ['dependencies', 'devDependencies'])
      for (const { name } of entry[kind] ?? []) found.set(`package.json#${name}`, true)
    for (const kind of ['exports', 'types', 'enumMembers', 'namespaceMembers', 'nsExports', 'nsTypes'])
      for (const { line } of entry[kind] ?? []) found.set(`${entry.file}:${line}`, true)
    for (const same of entry.duplicates ?? [])
      for (const { line } of same.slice(1)) found.set(`${entry.file}:${line}`, true)
  }
  return found
}

function scored(labels, found) {
  const wrong = []
  const missed = []
  let right = 0
  let doubted = 0
  for (const [key, label] of labels) {
    const says = found.get(key)
    if (label === 'dead') {
      if (says === true) right += 1
      else missed.push(key)
    } else if (says === true) wrong.push(`${key} (${label})`)
    if (label === 'unsure' && says === false) doubted += 1
  }
  const unlabelled = [...found.keys()].filter((key) => !labels.has(key))
  return {
    precision: right / (right + wrong.length),
    recall: right / (right + missed.length),
    right,
    wrong,
    missed,
    doubted,
    unlabelled,
  }
}

/** Labels, and both tools measured against them on one copy of the fixture. */
export function measure() {
  const root = mkdtempSync(join(tmpdir(), 'duckshift-labelled-'))
  try {
    cpSync(join(repository, 'fixtures', 'labelled'), root, { recursive: true })
    symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'))
    const labels = readLabels(root)
    const kinds = new Map()
    const duckshift = ours(root, kinds)
    const knip = knips(root)
    const differ = [...labels]
      .filter(([key]) => (duckshift.get(key) === true) !== (knip.get(key) === true))
      .map(([key, label]) => ({ key, label, duckshift: says(duckshift, key), knip: says(knip, key) }))
    const byKind = {}
    for (const [key, label] of labels) {
      if (label !== 'dead') continue
      const kind = kinds.get(key) ?? 'missed by duckshift'
      const tally = byKind[kind] ?? { dead: 0, duckshift: 0, knip: 0 }
      byKind[kind] = tally
      tally.dead += 1
      if (duckshift.get(key) === true) tally.duckshift += 1
      if (knip.get(key) === true) tally.knip += 1
    }
    return {
      labels: labels.size,
      byKind,
      duckshift: scored(labels, duckshift),
      knip: scored(labels, knip),
      differ,
    }
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

function says(found, key) {
  const sure = found.get(key)
  return sure === undefined ? 'used' : sure ? 'dead' : 'unsure'
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const result = measure()
  if (process.argv.includes('--json')) console.log(JSON.stringify(result, null, 2))
  else {
    console.log(`${result.labels} labels\n`)
    for (const tool of ['duckshift', 'knip']) {
      const { precision, recall, right, wrong, missed, doubted } = result[tool]
      console.log(
        `${tool.padEnd(10)} precision ${precision.toFixed(3)}  recall ${recall.toFixed(3)}  (${right} right, ${wrong.length} wrong, ${missed.length} missed, ${doubted} rightly in doubt)`,
      )
      for (const key of wrong) console.log(`  wrong   ${key}`)
      if (tool === 'duckshift') for (const key of missed) console.log(`  missed  ${key}`)
    }
    console.log('\nlabelled dead         of these  duckshift  knip')
    for (const [kind, { dead, duckshift, knip }] of Object.entries(result.byKind))
      console.log(
        `${kind.padEnd(22)}${String(dead).padStart(8)}${String(duckshift).padStart(11)}${String(knip).padStart(6)}`,
      )
    console.log('\nWhere they differ:')
    for (const { key, label, duckshift, knip } of result.differ)
      console.log(
        `  ${key.padEnd(40)} is ${label.padEnd(6)}  duckshift: ${duckshift.padEnd(6)}  knip: ${knip}`,
      )
  }
}
