import { drawing, visible } from './elements.js'

const frame = { left: 44, right: 14, top: 14, bottom: 26, width: 640, height: 220 }

/** Legacy usages over time. */
export function drawBurnDown(trend) {
  const times = trend.map((point) => Date.parse(point.at))
  const first = Math.min(...times)
  const span = Math.max(1, Math.max(...times) - first)
  const most = Math.max(1, ...trend.map((point) => point.usages))
  const x = (time) => frame.left + ((time - first) / span) * (frame.width - frame.left - frame.right)
  const y = (usages) => frame.top + (1 - usages / most) * (frame.height - frame.top - frame.bottom)
  const points = trend.map((point, index) => ({ point, x: x(times[index]), y: y(point.usages) }))
  // What was counted holds until it is counted again.
  const line = points
    .map(({ x: across, y: down }, index) => (index === 0 ? `M${across} ${down}` : `H${across} V${down}`))
    .join(' ')
  const floor = frame.height - frame.bottom
  const grid = [0, Math.round(most / 2), most].flatMap((usages) => [
    drawing('line', {
      x1: frame.left,
      x2: frame.width - frame.right,
      y1: y(usages),
      y2: y(usages),
      class: 'grid',
    }),
    drawing('text', { x: frame.left - 8, y: y(usages) + 4, class: 'soft end' }, String(usages)),
  ])
  const label = `Legacy usages over time: ${trend.map((point) => `${point.at.slice(0, 10)} ${point.usages}`).join(', ')}`
  return drawing(
    'svg',
    { class: 'burn-down', viewBox: `0 0 ${frame.width} ${frame.height}`, role: 'img', 'aria-label': label },
    ...grid,
    drawing('path', { d: `${line} V${floor} H${points[0].x} Z`, class: 'under' }),
    drawing('path', { d: line, class: 'line' }),
    ...points.map(({ point, x: across, y: down }) =>
      drawing(
        'circle',
        { cx: across, cy: down, r: points.length > 40 ? 1.5 : 3.5 },
        drawing('title', {}, `${point.at.slice(0, 10)}: ${point.usages} (${visible(point.source)})`),
      ),
    ),
    drawing('text', { x: frame.left, y: frame.height - 6, class: 'soft' }, trend[0].at.slice(0, 10)),
    drawing(
      'text',
      { x: frame.width - frame.right, y: frame.height - 6, class: 'soft end' },
      trend.at(-1).at.slice(0, 10),
    ),
  )
}
