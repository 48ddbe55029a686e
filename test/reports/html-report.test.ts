import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { phases } from '../../codemods/src/phases/phases.js'
import { type HtmlSources, renderHtml } from '../../reports/src/html/html.js'
import { hostileGate, hostileRun, hostileStatus } from '../../reports/src/testing/hostile.js'
import { systemTool } from '../support/system-tools.js'
import { largeReport, smallReport } from './sample-reports.js'

const executablePath = systemTool('chromium')
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
// Set it to look at the report as it is: the tests leave their pictures there.
const pictures = process.env.DUCKSHIFT_SCREENSHOTS

describe.skipIf(!executablePath)('the HTML report in a browser', () => {
  let browser: Browser
  let folder: string
  let page: Page
  const problems: string[] = []

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'duckshift-html-'))
    if (pictures) mkdirSync(pictures, { recursive: true })
    browser = await chromium.launch({ executablePath: executablePath!, args: ['--no-sandbox'] })
  })
  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })
  afterEach(async () => {
    await page.context().close()
    expect(problems.splice(0)).toEqual([])
  })

  async function open(name: string, sources: HtmlSources, colorScheme: 'light' | 'dark' = 'light') {
    const path = join(folder, `${name}.html`)
    writeFileSync(path, renderHtml(sources))
    const context = await browser.newContext({ colorScheme, viewport: { width: 1360, height: 900 } })
    page = await context.newPage()
    page.on('pageerror', (error) => problems.push(String(error)))
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text())
    })
    page.on('dialog', (dialog) => {
      problems.push(dialog.message())
      void dialog.dismiss()
    })
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) problems.push(`asked the network for ${request.url()}`)
    })
    await page.goto(pathToFileURL(path).href)
    return page
  }

  async function picture(name: string) {
    if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true })
  }

  async function violations() {
    await page.evaluate(axe)
    return page.evaluate(async () => {
      const { axe } = globalThis as unknown as {
        axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
      }
      const { violations: found } = await axe.run()
      return found.map(
        ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`,
      )
    })
  }

  const visibleChanges = () => page.locator('details.change').count()
  const shown = () => page.locator('#shown').textContent()

  it('shows figures, curve, treemap, phases and refusals', async () => {
    await open('small', smallReport)
    expect(await page.locator('h1').textContent()).toBe('modelhub: phase 1')
    expect(await page.locator('.burn-down circle').count()).toBe(smallReport.status.trend.length)
    expect(await page.locator('.treemap rect').count()).toBe(2)
    expect(await page.locator('.phases li').count()).toBeGreaterThanOrEqual(6)
    expect(await page.locator('.gate').first().textContent()).toContain('Gate passes')
    expect(await page.locator('#refusals').textContent()).toContain('Phase 2 turns it into')
    expect(await page.locator('#dead-code').textContent()).toContain('Nothing imports it.')
    expect(await page.getByText('@services').count()).toBe(1)
    await picture('small')
  })

  it('filters by codemod, searches, and groups by file', async () => {
    await open('small', smallReport)
    await expect.poll(visibleChanges).toBe(3)
    await page.getByRole('button', { name: 'extract-repository' }).click()
    await expect.poll(visibleChanges).toBe(2)
    await expect.poll(shown).toBe('2 changes of 3')
    await page.getByRole('button', { name: 'extract-repository' }).click()
    await page.keyboard.press('/')
    await page.keyboard.type('Of SRC/reports')
    await expect.poll(visibleChanges).toBe(1)
    await page.locator('#search').fill('no such text')
    await expect.poll(visibleChanges).toBe(0)
    expect(await page.locator('#changes').textContent()).toBe('No change matches.')
    await page.locator('#search').fill('')
    await page.getByRole('button', { name: 'By file' }).click()
    await expect
      .poll(() => page.locator('h3.group').allTextContents())
      .toEqual([
        expect.stringContaining('src/reports/audit.ts'),
        expect.stringContaining('src/services/models.ts'),
      ])
  })

  it('opens a diff, side by side and unified, with syntax colours', async () => {
    await open('small', smallReport)
    await page.locator('summary', { hasText: 'inject-repository-1' }).click()
    const diff = page.locator('.diff')
    await expect.poll(() => diff.locator('col').count()).toBe(4)
    expect(await diff.locator('.t-word', { hasText: 'import' }).count()).toBeGreaterThan(0)
    expect(await diff.locator('td.d:not(.l)').first().textContent()).toBe(
      'import { getClient } from "../db.js"',
    )
    await picture('split')
    await page.getByRole('button', { name: 'Unified' }).click()
    expect(await diff.locator('col').count()).toBe(3)
    expect(await diff.locator('td.a', { hasText: '+' }).count()).toBeGreaterThan(0)
    expect(await violations()).toEqual([])
    await picture('unified')
  })

  it('goes by keyboard', async () => {
    await open('small', smallReport)
    const focused = () => page.evaluate("document.activeElement.closest('details')?.id")
    await page.keyboard.press('j')
    expect(await focused()).toBe('inject-repository-1')
    await page.keyboard.press('j')
    expect(await focused()).toBe('inject-repository-2')
    await page.keyboard.press('k')
    await page.keyboard.press('Enter')
    await page.locator('#inject-repository-1 .diff').waitFor()
  })

  it('is dark where the system is, and where the button says so', async () => {
    const background = () => page.evaluate('getComputedStyle(document.body).backgroundColor')
    await open('dark', smallReport, 'dark')
    const dark = await background()
    await page.locator('summary', { hasText: 'inject-repository-1' }).click()
    expect(await violations()).toEqual([])
    await picture('dark')
    await page.getByRole('button', { name: 'Light / dark' }).click()
    expect(await background()).not.toBe(dark)
    expect(await violations()).toEqual([])
  })

  it('fits a telephone', async () => {
    await open('small', smallReport)
    await page.setViewportSize({ width: 400, height: 800 })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(400)
    await picture('narrow')
  })

  it('prints the diffs', async () => {
    await open('small', smallReport)
    await page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(await page.locator('.diff').count()).toBe(4)
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('#tools').isVisible()).toBe(false)
  })

  it('shows a status without a run', async () => {
    const { run: _, ...status } = smallReport
    await open('status', status)
    expect(await page.locator('#tools').isVisible()).toBe(false)
    expect(await violations()).toEqual([])
  })

  it('takes hostile content for text', async () => {
    await open('hostile', {
      run: hostileRun,
      status: hostileStatus,
      project: hostileRun.changes[0]!.reason,
      phases,
      gates: [hostileGate],
      deadCode: [
        {
          file: hostileStatus.usages[0]!.file,
          line: 1,
          kind: '<b>',
          name: '<i>x</i>',
          because: '<script>globalThis.pwned=1</script>',
        },
      ],
    })
    await page.locator('details.change summary').first().click()
    await page.getByRole('button', { name: 'Unified' }).click()
    expect(await page.evaluate('globalThis.pwned')).toBeUndefined()
    expect(await page.locator('body img, body iframe, body b > b, body i').count()).toBe(0)
    expect(await page.locator('body').innerText()).not.toMatch(/[\u202E\u200B\u2066]/)
    expect(await page.locator('.diff').innerText()).toContain('\\u202e')
    expect(await violations()).toEqual([])
  })

  it('carries 10,000 changes without a stutter', async () => {
    await open('large', largeReport(10_000))
    await expect.poll(shown).toBe('10,000 changes of 10,000')
    await expect.poll(visibleChanges).toBeLessThan(300)
    const longest = (await page.evaluate(`(async () => {
      const tasks = []
      new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: 'longtask' })
      for (let at = 0; at < 60; at += 1) {
        scrollBy(0, 4000)
        await new Promise((resolve) => requestAnimationFrame(resolve))
      }
      await new Promise((resolve) => setTimeout(resolve, 100))
      return { tasks, nodes: document.querySelectorAll('*').length }
    })()`)) as { tasks: number[]; nodes: number }
    expect(longest.nodes).toBeLessThan(6000)
    if (pictures) writeFileSync(join(pictures, 'long-tasks.json'), JSON.stringify(longest))
    await page.evaluate('scrollTo(0, 0)')
    await page.locator('#search').fill('file-9999.ts')
    await expect.poll(visibleChanges).toBe(1)
    await page.locator('details.change summary').click()
    await page.locator('.diff').waitFor()
  })
})
