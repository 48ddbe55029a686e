import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { checkDocuments } from '../../cli/src/gates/documents-check.js'
import { Diagram } from '../../codemods/src/phases/6-documentation/architecture-diagram/mermaid-diagram.js'
import { copyOfModelhub, duckshift, treeHash } from '../support/project.js'
import { systemTool } from '../support/system-tools.js'

const executablePath = systemTool('chromium')
const mermaid = readFileSync(createRequire(import.meta.url).resolve('mermaid/dist/mermaid.min.js'), 'utf8')
// Set it to look at the diagrams: the tests leave their pictures there.
const pictures = process.env.DUCKSHIFT_SCREENSHOTS

/** The drawing of Mermaid's own code in a browser; throws what it says of a diagram it cannot read. */
async function drawn(diagram: string, name: string): Promise<string> {
  const browser = await chromium.launch({ executablePath: executablePath!, args: ['--no-sandbox'] })
  try {
    const page = await browser.newPage({ viewport: { width: 1600, height: 1200 } })
    await page.setContent('<div id="drawing"></div>')
    await page.addScriptTag({ content: mermaid })
    const svg = await page.evaluate(async (text) => {
      const { mermaid } = globalThis as unknown as {
        mermaid: {
          initialize: (options: object) => void
          render: (id: string, text: string) => Promise<{ svg: string }>
        }
      }
      mermaid.initialize({ startOnLoad: false, maxEdges: 5_000, maxTextSize: 500_000 })
      const { svg } = await mermaid.render('diagram', text)
      ;(
        globalThis as unknown as { document: { getElementById(id: string): { innerHTML: string } } }
      ).document.getElementById('drawing').innerHTML = svg
      return svg
    }, diagram)
    if (pictures) {
      mkdirSync(pictures, { recursive: true })
      await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true })
    }
    return svg
  } finally {
    await browser.close()
  }
}

describe('documents of a migrated application', () => {
  let root: string
  const document = (name: string) => readFileSync(join(root, 'docs', `${name}.md`), 'utf8')
  beforeAll(() => {
    root = copyOfModelhub()
    expect(duckshift(root, 'run', '1', '--write', '--quiet').code).toBe(0)
  })

  it('are written once; the second time they are the same', () => {
    expect(duckshift(root, 'docs', '--check').code).toBe(1)
    const first = duckshift(root, 'docs')
    expect([first.code, first.out.trim().split('\n').length]).toEqual([0, 4])
    const written = treeHash(root)
    expect(duckshift(root, 'docs').out).toContain('Every generated document is current.')
    expect(treeHash(root)).toBe(written)
    expect(document('data-access')).toContain('## ModelsRepository')
    expect(document('migration')).toContain('### Instead of: class field')
    expect(document('operations')).toContain('DUCKSHIFT_MODE')
  })

  it.skipIf(!executablePath)('have a diagram that Mermaid draws', async () => {
    const diagram = /```mermaid\n([\s\S]*?)```/.exec(document('architecture'))![1]!
    const svg = await drawn(diagram, 'architecture')
    for (const label of ['ModelsRepository', 'model_versions', 'src/services']) expect(svg).toContain(label)
  })

  it('fall short in the gate when one is out of date, or somebody wrote into one', async () => {
    const gate = () => checkDocuments({ root, config: {} })
    expect(await gate()).toMatchObject({ outcome: 'pass', figure: '4 of 4 current' })
    const file = join(root, 'src/repositories/tags-repository.ts')
    const code = readFileSync(file, 'utf8')
    writeFileSync(
      file,
      code.replace(/(\n\}\s*)$/, "\n\n  extra() {\n    return this.db.query('SELECT * FROM users')\n  }$1"),
    )
    expect(await gate()).toMatchObject({ outcome: 'short', measures: { outdated: 2, edited: 0 } })
    writeFileSync(file, code)
    const text = document('operations')
    writeFileSync(join(root, 'docs/operations.md'), `Ours.\n\n${text}\nOurs too.\n`)
    expect(await gate()).toMatchObject({ outcome: 'pass' })
    writeFileSync(join(root, 'docs/operations.md'), text.replace('## Alerts', '## Alarms'))
    expect(await gate()).toMatchObject({ outcome: 'short', measures: { outdated: 0, edited: 1 } })
  })
})

describe.skipIf(!executablePath)('a diagram', () => {
  it('takes any text for a label', async () => {
    const hostile = 'a "b" [c] {d} (e) | `f` <script>alert(1)</script> #35; ; end --> n0 \u202e %% x'
    const diagram = new Diagram()
    diagram.group('left', hostile, () => diagram.node('one', hostile))
    diagram.group('empty', 'empty', () => undefined)
    diagram.node('two', 'two', 'database')
    diagram.node('three', 'three', 'hexagon')
    diagram.arrow('one', 'two', 'thick')
    diagram.arrow('left', 'three', 'dotted')
    expect(() => diagram.arrow('one', 'nowhere')).toThrow(/no node/)
    const svg = await drawn(diagram.text(), 'hostile')
    expect(svg).toContain('[c]')
    expect(svg).not.toContain('<script>alert')
  })
})
