import { randomFrom } from './workload/random.js'

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (sorted.length - 1) * share
  const low = sorted[Math.floor(at)] ?? Number.NaN
  const high = sorted[Math.ceil(at)] ?? Number.NaN
  return low + (high - low) * (at - Math.floor(at))
}

/** Where the median lies with 95% confidence, by resampling. */
export function medianInterval(
  values: readonly number[],
  resamples = 2000,
): { readonly low: number; readonly high: number } {
  const random = randomFrom(values.length)
  const medians = Array.from({ length: resamples }, () =>
    median(values.map(() => values[Math.floor(random() * values.length)]!)),
  )
  return { low: quantile(medians, 0.025), high: quantile(medians, 0.975) }
}
