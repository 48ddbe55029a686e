// Loaded before a command: kills its process, as `kill -9` would, at the nth call that changes the disk (KILL_AT).
// A write is cut in half first. Without KILL_AT it tells on standard error how many such calls there were.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const at = Number(process.env.KILL_AT ?? 0)
const within = process.env.KILL_WITHIN ?? '/'
let calls = 0
const die = () => {
  process.kill(process.pid, 'SIGKILL')
  // The signal arrives between two ticks; nothing of ours may run until then.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}
const concerns = (path) => typeof path !== 'string' || path.startsWith(within)

for (const name of [
  'openSync',
  'writeSync',
  'fsyncSync',
  'renameSync',
  'rmSync',
  'mkdirSync',
  'rmdirSync',
  'writeFileSync',
]) {
  const original = fs[name]
  fs[name] = (...values) => {
    if (!concerns(values[0]) || (name === 'openSync' && values[1] === 'r')) return original(...values)
    calls += 1
    if (calls === at) {
      if (name === 'writeSync') original(values[0], values[1], 0, values[1].length >> 1)
      die()
    }
    const result = original(...values)
    return result
  }
}
syncBuiltinESMExports()
if (!at) process.on('exit', () => fs.writeSync(2, `KILL_POINTS ${calls}\n`))
