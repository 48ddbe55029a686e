import { greet } from './greet.js'
import { Runtime } from './runtime.js'
import { serve } from './serve.js'

export async function main() {
  const runtime = new Runtime() // usage: variable
  await greet(runtime)
  return serve(runtime)
}
