/** The number behind `--name`, else `fallback`. Ends the process on nonsense. */
export function numberOption(name, fallback) {
  const place = process.argv.indexOf(`--${name}`)
  if (place === -1) return fallback
  const value = Number(process.argv[place + 1])
  if (Number.isFinite(value) && value > 0) return value
  console.error(`--${name} takes a number above 0.`)
  process.exit(2)
}

export const asJson = process.argv.includes('--json')
