import { spawnSync } from 'node:child_process'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { cli, duckshift, smallProject, temporaryFolder } from '../support/project.js'
import { systemTool } from '../support/system-tools.js'

const tmux = systemTool('tmux')
// A server of its own for each test: one that is just ending refuses the next session.
let servers = 0
let session = ''

function inTmux(...args: string[]): string {
  const result = spawnSync(tmux!, ['-L', session, ...args], { encoding: 'utf8' })
  if (result.status !== 0) throw new Error(`tmux ${args.join(' ')}: ${result.stderr}`)
  return result.stdout
}

/** Waits until the terminal shows what is wanted. */
async function screen(wanted: RegExp): Promise<string> {
  for (let turn = 0; turn < 600; turn += 1) {
    const text = inTmux('capture-pane', '-p', '-t', session, '-S', '-300')
    if (wanted.test(text)) return text
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`The terminal never showed ${wanted}:\n${inTmux('capture-pane', '-p', '-t', session)}`)
}

const service = (name: string) => `import { getClient } from './db.js'

export async function ${name}(id: number) {
  return getClient().query('SELECT ${name} FROM items WHERE id = ?', [id])
}
`

function start(root: string, environment = ''): void {
  servers += 1
  session = `duckshift-${process.pid}-${servers}`
  inTmux('new-session', '-d', '-s', session, '-x', '160', '-y', '60', 'sh')
  inTmux(
    'send-keys',
    '-t',
    session,
    `cd ${root} && ${environment} ${process.execPath} ${cli} run 1 --interactive; echo ended $?`,
    'Enter',
  )
}
const answer = (key: string) => inTmux('send-keys', '-t', session, key, 'Enter')

describe.skipIf(!tmux)('run --interactive, in a terminal', () => {
  let root: string
  const text = (name: string) => readFileSync(join(root, `src/${name}.ts`), 'utf8')
  const project = () =>
    smallProject({
      'src/items.ts': service('name'),
      'src/prices.ts': service('price'),
      'src/reasons.ts': service('category'),
    })
  afterEach(() => {
    spawnSync(tmux!, ['-L', session, 'kill-server'])
  })

  it('takes what is accepted, leaves what is skipped, asks again after a wrong key', async () => {
    root = project()
    start(root)
    const first = await screen(/\(1 of 3\)[\s\S]*Apply\?/)
    expect(first).toContain('+import { inject }')
    answer('x')
    await screen(/y: take it/)
    answer('y')
    await screen(/\(2 of 3\)[\s\S]*Apply\?/)
    answer('n')
    await screen(/\(3 of 3\)[\s\S]*Apply\?/)
    answer('y')
    expect(await screen(/ended \d/)).toMatch(/Applied as run[\s\S]*ended 0/)
    expect(text('items')).toContain('inject(')
    expect(text('prices')).toBe(service('price'))
    expect(text('reasons')).toContain('inject(')
    const again = JSON.parse(duckshift(root, 'run', '1', '--json').out)
    expect(again.changes.map((change: { files: { path: string }[] }) => change.files[0]!.path)).toContain(
      'src/prices.ts',
    )
  })

  it('takes all of a codemod; quits with the rest untouched', async () => {
    root = project()
    start(root)
    await screen(/\(1 of 3\)[\s\S]*Apply\?/)
    answer('a')
    expect(await screen(/ended \d/)).toContain('ended 0')
    for (const name of ['items', 'prices', 'reasons']) expect(text(name)).toContain('inject(')
    expect(duckshift(root, 'rollback', duckshift(root, 'runs').out.split(' ')[0]!).code).toBe(0)
    inTmux('clear-history', '-t', session)
    inTmux(
      'send-keys',
      '-t',
      session,
      `clear; ${process.execPath} ${cli} run 1 --interactive; echo over $?`,
      'Enter',
    )
    await screen(/\(1 of 3\)[\s\S]*Apply\?/)
    answer('q')
    expect(await screen(/over \d/)).toMatch(/Nothing to change/)
    expect(text('items')).toBe(service('name'))
  })

  /** An editor that writes a line at the end of items.ts. */
  function editorAdding(line: string): string {
    const editor = join(temporaryFolder(), 'editor.sh')
    writeFileSync(editor, `#!/bin/sh\ncase "$1" in *items.ts) echo "${line}" >> "$1";; esac\n`)
    chmodSync(editor, 0o755)
    return `EDITOR=${editor} VISUAL=`
  }

  it('opens what is to be edited in the editor, and writes what came back', async () => {
    root = project()
    start(root, editorAdding('// by hand'))
    await screen(/\(1 of 3\)[\s\S]*Apply\?/)
    answer('e')
    await screen(/\(2 of 3\)[\s\S]*Apply\?/)
    answer('q')
    expect(await screen(/ended \d/)).toContain('ended 0')
    expect(text('items')).toMatch(/inject\([\s\S]*\/\/ by hand\n$/)
    expect(text('prices')).toBe(service('price'))
  })

  it('type-checks what was edited, and keeps a text that brings an error as a plan', async () => {
    root = project()
    start(root, editorAdding("export const broken: number = 'text'"))
    await screen(/\(1 of 3\)[\s\S]*Apply\?/)
    answer('e')
    await screen(/\(2 of 3\)[\s\S]*Apply\?/)
    answer('q')
    const shown = (await screen(/ended \d/)).replace(/\s+/g, ' ')
    expect(shown).toContain('ended 2')
    expect(shown).toMatch(/items\.ts:\d+: TS2322/)
    expect(text('items')).toBe(service('name'))
    const plan = /duckshift apply (\S+)/.exec(shown)![1]!
    expect(duckshift(root, 'apply', plan).code).toBe(0)
    expect(text('items')).toContain('export const broken')
  })
})
