/** `DUCKSHIFT_MODE` decides where the statements of legacy code run, without a deploy. */
export function modeFromEnvironment(): 'pool' | 'singleton' {
  return process.env.DUCKSHIFT_MODE === 'singleton' ? 'singleton' : 'pool'
}
