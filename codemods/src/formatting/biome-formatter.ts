import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import type { FileText, TextFormatter } from './text-formatter.js'

/** Each file is a process of its own, which takes some 20 ms. */
const atOnce = Math.min(4, availableParallelism())

/**
 * Biome as it is installed for a folder: first what `biome check` asks for, imports put in order, then `biome format`
 * alone. It is given texts and asked for texts; its configuration holds no code, and no rule mends anything.
 */
export function biomeFormatters(root: string, folder: string): TextFormatter[] {
  const program = biomeProgram(folder)
  if (!program) return []
  return [['check', '--write', '--linter-enabled=false'], ['format']].map((command) => ({
    program: [...program, ...command].join(' '),
    startsSlowly: false,
    format: (files, deadline) =>
      eachInTurn(files, deadline, (file) => run(root, program, command, file, deadline)),
  }))
}

/** The native program where the platform's is found, else the script that starts it. */
function biomeProgram(folder: string): readonly [string, ...string[]] | undefined {
  try {
    const manifest = createRequire(join(folder, 'index.js')).resolve('@biomejs/biome/package.json')
    const from = createRequire(manifest)
    const name = process.platform === 'win32' ? 'biome.exe' : 'biome'
    for (const libc of ['', '-musl']) {
      try {
        return [from.resolve(`@biomejs/cli-${process.platform}-${process.arch}${libc}/${name}`)]
      } catch {
        // Of another platform, or left out at the installation.
      }
    }
    const script = join(dirname(manifest), 'bin', 'biome')
    return existsSync(script) ? [process.execPath, script] : undefined
  } catch {
    return undefined
  }
}

async function eachInTurn(
  files: readonly FileText[],
  deadline: number,
  format: (file: FileText) => Promise<string | undefined>,
): Promise<(string | undefined)[]> {
  const results: (string | undefined)[] = files.map(() => undefined)
  let next = 0
  const work = async () => {
    while (next < files.length && Date.now() < deadline) {
      const index = next
      next += 1
      results[index] = await format(files[index]!)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return results
}

function run(
  root: string,
  [program, ...before]: readonly [string, ...string[]],
  command: readonly string[],
  { path, text }: FileText,
  deadline: number,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(program, [...before, ...command, `--stdin-file-path=${path}`], {
      cwd: root,
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: Math.max(1, deadline - Date.now()),
      windowsHide: true,
    })
    const parts: Buffer[] = []
    child.stdout.on('data', (part: Buffer) => parts.push(part))
    child.on('error', () => resolve(undefined))
    // Without output it was ended, or does not know the command.
    child.on('close', (code) => {
      const formatted = Buffer.concat(parts).toString('utf8')
      resolve(code === 0 && (formatted !== '' || text === '') ? formatted : undefined)
    })
    child.stdin.on('error', () => {})
    child.stdin.end(text)
  })
}
