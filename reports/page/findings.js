import { count, element, visible } from './elements.js'

/** What a run left alone, by reason, with what to do about it. */
export function drawRefusals(place, refusals) {
  if (refusals.length === 0) return
  place.append(element('h2', {}, `Left alone (${refusals.length})`))
  for (const [id, own] of grouped(refusals, (refusal) => refusal.id)) {
    place.append(
      element(
        'article',
        { class: 'refusal' },
        element('h3', {}, visible(id), element('span', { class: 'soft' }, ` ${count(own.length, 'usage')}`)),
        element('p', {}, visible(own[0].message)),
        element('p', { class: 'soft' }, visible(own[0].help)),
        places(own.map(({ place: { file, line }, detail }) => ({ file, line, text: detail }))),
      ),
    )
  }
}

export function drawMarkers(place, markers) {
  if (markers.length === 0) return
  place.append(element('h2', {}, `Marked in the code (${markers.length})`))
  for (const [kind, own] of grouped(markers, (marker) => marker.kind))
    place.append(element('article', { class: 'refusal' }, element('h3', {}, kind), places(own)))
}

export function drawDeadCode(place, deadCode) {
  if (!deadCode) return
  place.append(element('h2', {}, `Dead code (${deadCode.length})`))
  if (deadCode.length === 0)
    place.append(element('p', { class: 'soft' }, 'Everything is reached from somewhere.'))
  for (const [kind, own] of grouped(deadCode, (finding) => finding.kind))
    place.append(
      element(
        'article',
        { class: 'refusal' },
        element('h3', {}, visible(kind), element('span', { class: 'soft' }, ` ${own.length}`)),
        places(own.map(({ file, line, name, because }) => ({ file, line, text: `${name}: ${because}` }))),
      ),
    )
}

const most = 200

function places(items) {
  const lines = (some) =>
    some.map(({ file, line, text }) =>
      element(
        'li',
        {},
        `${visible(file)}:${line}`,
        text ? element(text.includes('\n') ? 'pre' : 'span', { class: 'soft' }, `  ${visible(text)}`) : '',
      ),
    )
  const list = element('ul', {}, ...lines(items.slice(0, most)))
  if (items.length <= most) return list
  const more = element(
    'button',
    {
      type: 'button',
      onclick: () => {
        list.append(...lines(items.slice(most)))
        more.remove()
      },
    },
    `Show ${items.length - most} more`,
  )
  return element('div', {}, list, more)
}

function grouped(items, keyOf) {
  const groups = new Map()
  for (const item of items) {
    const key = keyOf(item)
    if (!groups.has(key)) groups.set(key, [])
    groups.get(key).push(item)
  }
  return groups
}
