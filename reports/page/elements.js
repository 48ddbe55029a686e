/** Text reaches the document through text nodes alone: nothing from the project is ever parsed as HTML. */
export function element(tag, properties = {}, ...children) {
  return furnish(document.createElement(tag), properties, children)
}

export function drawing(tag, properties = {}, ...children) {
  return furnish(document.createElementNS('http://www.w3.org/2000/svg', tag), properties, children)
}

function furnish(node, properties, children) {
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value)
    else node.setAttribute(key, value)
  }
  node.append(...children.filter((child) => child !== undefined))
  return node
}

export function byId(id) {
  return document.getElementById(id)
}

export function count(number, one, many = `${one}s`) {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`
}

const hidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what a reader must see instead of being misled by it
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|[\u{E0000}-\u{E007F}]/gu

/** Control characters, marks of direction and of no width, made visible. */
export function visible(text) {
  return String(text).replace(hidden, (character) => {
    const code = character.codePointAt(0).toString(16)
    return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`
  })
}
