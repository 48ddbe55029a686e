import { count, drawing, visible } from './elements.js'

/** Rectangles for sizes, each as near to a square as the rest allows (squarified treemap). */
export function squarify(items, area) {
  const total = items.reduce((sum, item) => sum + item.size, 0)
  const scale = (area.width * area.height) / total
  const boxes = []
  let rest = [...items].sort((a, b) => b.size - a.size).map((item) => ({ item, size: item.size * scale }))
  let free = { ...area }
  while (rest.length > 0) {
    const side = Math.min(free.width, free.height)
    let length = 1
    while (
      length < rest.length &&
      worst(rest.slice(0, length + 1), side) <= worst(rest.slice(0, length), side)
    )
      length += 1
    free = place(rest.slice(0, length), free, boxes)
    rest = rest.slice(length)
  }
  return boxes
}

function worst(row, side) {
  const sum = row.reduce((total, { size }) => total + size, 0)
  const thickness = sum / side
  return Math.max(
    ...row.map(({ size }) => Math.max(size / thickness / thickness, thickness / (size / thickness))),
  )
}

function place(row, free, boxes) {
  const sum = row.reduce((total, { size }) => total + size, 0)
  const isWide = free.width >= free.height
  const thickness = sum / (isWide ? free.height : free.width)
  let at = isWide ? free.y : free.x
  for (const { item, size } of row) {
    const length = size / thickness
    boxes.push(
      isWide
        ? { item, x: free.x, y: at, width: thickness, height: length }
        : { item, x: at, y: free.y, width: length, height: thickness },
    )
    at += length
  }
  return isWide
    ? { x: free.x + thickness, y: free.y, width: free.width - thickness, height: free.height }
    : { x: free.x, y: free.y + thickness, width: free.width, height: free.height - thickness }
}

/** Usages by directory; a click asks for the directory's changes. */
export function drawTreemap(directories, onChoose) {
  const area = { x: 0, y: 0, width: 640, height: 300 }
  const items = directories.map(([name, size]) => ({ name, size }))
  const most = Math.max(...items.map((item) => item.size))
  const boxes = squarify(items, area).map(({ item, x, y, width, height }) => {
    const room = Math.floor((width - 12) / 6.6)
    const name = visible(item.name)
    const label = name.length <= room ? name : `…${name.slice(-(room - 1))}`
    return drawing(
      'g',
      { class: 'box', onclick: () => onChoose(item.name) },
      drawing('title', {}, `${name}: ${count(item.size, 'usage')}`),
      drawing('rect', {
        x: x + 1,
        y: y + 1,
        width: Math.max(0, width - 2),
        height: Math.max(0, height - 2),
        rx: 5,
        'fill-opacity': 0.14 + (0.36 * item.size) / most,
      }),
      ...(room > 4 && height > 22 ? [drawing('text', { x: x + 8, y: y + 18 }, label)] : []),
      ...(room > 4 && height > 40 ? [drawing('text', { x: x + 8, y: y + 34 }, String(item.size))] : []),
    )
  })
  const label = `Usages by directory: ${directories.map(([name, size]) => `${visible(name)} ${size}`).join(', ')}`
  return drawing(
    'svg',
    { class: 'treemap', viewBox: `0 0 ${area.width} ${area.height}`, role: 'img', 'aria-label': label },
    ...boxes,
  )
}
