import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/**
 * Runs a Node script and measures it with everything it starts: CPU seconds, wall seconds, and memory in MB, at its peak
 * over all processes together and in the largest one.
 */
export function measuredProcess(args, options = {}) {
  return new Promise((resolve, reject) => {
    const since = performance.now()
    const command = ['-c', 'TIMEFORMAT="cpu %U %S"; time "$@"', 'bash', process.execPath, ...args]
    const child = spawn('bash', command, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
    let out = ''
    let err = ''
    let peakKb = 0
    let largestKb = 0
    /** CPU seconds of each process when it was last seen. */
    const seen = new Map()
    const sampling = setInterval(() => {
      const processes = processesUnder(child.pid)
      peakKb = Math.max(
        peakKb,
        processes.reduce((sum, { residentKb }) => sum + residentKb, 0),
      )
      for (const { pid, cpuS, residentKb } of processes) {
        seen.set(pid, cpuS)
        largestKb = Math.max(largestKb, residentKb)
      }
    }, 25)
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
      // A process that its parent did not wait for is missing in the shell's figure.
      const sampledS = [...seen.values()].reduce((sum, cpuS) => sum + cpuS, 0)
      resolve({
        out,
        figures: {
          'cpu s': Math.max(Number(cpu[1]) + Number(cpu[2]), sampledS),
          'wall s': (performance.now() - since) / 1000,
          'peak MB': peakKb / 1024,
          'largest MB': largestKb / 1024,
        },
      })
    })
  })
}

const ticksPerSecond = 100

/** A process and its descendants, as far as they live. */
function processesUnder(root) {
  const children = new Map()
  const found = new Map()
  for (const pid of readdirSync('/proc')) {
    if (!/^\d+$/.test(pid)) continue
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      children.set(fields[1], [...(children.get(fields[1]) ?? []), pid])
      const cpuS = (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
      const residentKb = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4
      found.set(pid, { pid, cpuS, residentKb })
    } catch {
      // It ended while we looked.
    }
  }
  const processes = []
  const pending = [String(root)]
  for (let pid = pending.pop(); pid !== undefined; pid = pending.pop()) {
    if (found.has(pid)) processes.push(found.get(pid))
    pending.push(...(children.get(pid) ?? []))
  }
  return processes
}
