import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** Runs a Node script and measures it with everything it starts: CPU seconds, wall seconds, peak memory in MB. */
export function measuredProcess(args, options = {}) {
  return new Promise((resolve, reject) => {
    const since = performance.now()
    const command = ['-c', 'TIMEFORMAT="cpu %U %S"; time "$@"', 'bash', process.execPath, ...args]
    const child = spawn('bash', command, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
    let out = ''
    let err = ''
    let peakKb = 0
    const sampling = setInterval(() => {
      peakKb = Math.max(peakKb, residentKb(child.pid))
    }, 40)
    child.stdout.on('data', (chunk) => {
      out += chunk
    })
    child.stderr.on('data', (chunk) => {
      err += chunk
    })
    child.on('error', reject)
    child.on('close', (code) => {
      clearInterval(sampling)
      const cpu = /cpu ([\d.]+) ([\d.]+)/.exec(err)
      if (code !== 0 || !cpu)
        return reject(new Error(`${args.join(' ')} failed (${code}):\n${err.slice(-2000)}`))
      resolve({
        out,
        figures: {
          'cpu s': Number(cpu[1]) + Number(cpu[2]),
          'wall s': (performance.now() - since) / 1000,
          'peak MB': peakKb / 1024,
        },
      })
    })
  })
}

/** Resident memory of a process and its descendants. */
function residentKb(root) {
  const children = new Map()
  const resident = new Map()
  for (const pid of readdirSync('/proc')) {
    if (!/^\d+$/.test(pid)) continue
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      children.set(parent, [...(children.get(parent) ?? []), pid])
      resident.set(pid, Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4)
    } catch {
      // It ended while we looked.
    }
  }
  let sum = 0
  const pending = [String(root)]
  for (let pid = pending.pop(); pid !== undefined; pid = pending.pop()) {
    sum += resident.get(pid) ?? 0
    pending.push(...(children.get(pid) ?? []))
  }
  return sum
}
