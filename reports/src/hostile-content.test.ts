import { describe, expect, it } from 'vitest'
import { renderDeadCodeGithub, renderRunGithub, renderStatusGithub } from './github.js'
import { renderHtml } from './html/html.js'
import { renderJson } from './json.js'
import { renderJunit } from './junit.js'
import {
  renderDeadCodeMarkdown,
  renderGateMarkdown,
  renderRunMarkdown,
  renderStatusMarkdown,
} from './markdown.js'
import { plainText } from './plain-text.js'
import { renderSarif } from './sarif.js'
import { renderDeadCode, renderGate, renderRun, renderStatus } from './terminal.js'
import {
  hostile,
  hostileDeadCode,
  hostileFile,
  hostileGate,
  hostileRun,
  hostileStatus,
} from './testing/hostile.js'

const terminal = { color: false, width: 100 }
const formats: Record<string, string> = {
  'terminal status': renderStatus(hostileStatus, terminal),
  'terminal run': renderRun(hostileRun, terminal),
  'terminal gate': renderGate(hostileGate, terminal),
  'terminal dead code': renderDeadCode(hostileDeadCode, terminal),
  'json status': renderJson(hostileStatus),
  'json run': renderJson(hostileRun),
  'json gate': renderJson(hostileGate),
  'json dead code': renderJson(hostileDeadCode),
  'markdown dead code': renderDeadCodeMarkdown(hostileDeadCode),
  'markdown status': renderStatusMarkdown(hostileStatus),
  'markdown run': renderRunMarkdown(hostileRun),
  'markdown gate': renderGateMarkdown(hostileGate),
  sarif: renderSarif({ version: '0.1.0', status: hostileStatus, run: hostileRun }),
  'github status': renderStatusGithub(hostileStatus),
  'github dead code': renderDeadCodeGithub(hostileDeadCode),
  'github run': renderRunGithub(hostileRun),
  junit: renderJunit([hostileGate]),
}

describe.each(Object.entries(formats))('%s', (name, text) => {
  it('holds no escape, no direction mark, nothing of zero width', () => {
    expect(text).not.toMatch(
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the point of the test
      /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]|[\u{E0000}-\u{E007F}]/u,
    )
  })

  it.skipIf(name.startsWith('github'))('gives a continuous integration runner nothing to obey', () => {
    expect(text.split('\n').filter((line) => /^\s*(::|##\[)/.test(line))).toEqual([])
  })
})

describe('github annotations', () => {
  it.each([
    ['status', formats['github status']!, 3],
    ['run', formats['github run']!, 1],
    ['dead code', formats['github dead code']!, 1],
  ])('%s: one line is one command of ours, with one file and one line', (_, text, expected) => {
    const lines = text.trimEnd().split('\n')
    expect(lines).toHaveLength(expected)
    for (const line of lines) {
      expect(line).toMatch(/^::(error|warning|notice) file=[^,:]*,line=\d+(,col=\d+)?,title=[^,:]*::/)
      const file = /file=([^,]*)/.exec(line)![1]!
      expect(decodeURIComponent(file.replaceAll(/%(?!25|0A|0D|3A|2C)/g, '%25'))).toBe(plainText(hostileFile))
    }
  })
})

describe('markdown', () => {
  it('never opens an element, a link or a mention from the content', () => {
    for (const name of ['markdown status', 'markdown run', 'markdown gate', 'markdown dead code']) {
      const prose = formats[name]!.replace(/^(`{3,})diff\n[\s\S]*?\n\1$/gm, '')
      expect(prose.replace(/<\/?(details|summary)>/g, '')).not.toMatch(/<[a-z!/]/i)
      expect(prose).not.toMatch(/[@]everyone|https:\/\/|\]\(/)
    }
  })

  it('keeps the diff inside its fence', () => {
    const [fence] = /^`{3,}(?=diff$)/m.exec(formats['markdown run']!)!
    expect(fence.length).toBeGreaterThan(4)
    expect(formats['markdown run']!.split('\n').filter((line) => line.startsWith(fence))).toHaveLength(2)
  })

  it('leaves table cells alone', () => {
    const rows = formats['markdown gate']!.split('\n').filter((line) => line.startsWith('|'))
    for (const row of rows) expect(row.match(/\|/g)).toHaveLength(6)
  })
})

describe('html', () => {
  const html = renderHtml({ run: hostileRun, status: hostileStatus, project: hostile, phases: [] })

  it('holds the content as data alone', () => {
    expect(html).not.toContain('<script>globalThis')
    expect(html).not.toContain('<img')
    expect(html.match(/<\/script>/g)).toHaveLength(html.match(/<script[ >]/g)!.length)
    const data = /<script type="application\/json" id="data">([^<]*)<\/script>/.exec(html)![1]!
    expect(JSON.parse(data).run.changes[0].reason).toBe(hostile)
  })

  it('allows no network', () => {
    expect(html).toContain("default-src 'none'")
    expect(html.replace(/<script type="application\/json"[^<]*/, '')).not.toMatch(
      /<(link|iframe|object)\b|<[^>]*\ssrc=|@import|url\(/,
    )
  })
})

describe('json', () => {
  it('says the same after parsing', () => {
    expect(JSON.parse(renderJson(hostileRun))).toEqual(JSON.parse(JSON.stringify(hostileRun)))
  })
})
