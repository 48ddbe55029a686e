import { retry } from '@duckshift/runtime/resilience'

export async function named(load) {
  try {
    return await retry(() => load(), {
      attempts: 3,
      delayMs: 5,
      factor: 1,
      jitter: 'none',
      when: () => true,
      budget: false,
    })
  } catch (last) {
    throw new Error('load failed: ' + last.message, { cause: last })
  }
}

export async function unnamed(load) {
  try {
    return await retry(() => load(), {
      attempts: 3,
      delayMs: 5,
      factor: 1,
      jitter: 'none',
      when: () => true,
      budget: false,
    })
  } catch (error) {
    throw new Error('load failed', { cause: error })
  }
}

export async function cleaned(load, sanitize) {
  try {
    return await retry(() => load(), {
      attempts: 3,
      delayMs: 5,
      factor: 1,
      jitter: 'none',
      when: () => true,
      budget: false,
    })
  } catch (last) {
    throw new Error(sanitize(last.message))
  }
}
