import type { RunReport } from '../run-report.js'
import type { StatusReport } from '../status-report.js'
import { script } from './script.js'
import { style } from './style.js'

export interface HtmlSources {
  /** Absent for the status alone. */
  readonly run?: RunReport
  readonly status: StatusReport
  /** Name of the project, for the title. */
  readonly project: string
}

/** One page that opens from disk: no network, no other file, everything from the project escaped. */
export function renderHtml({ run: planned, status, project }: HtmlSources): string {
  const run = planned ?? noRun
  const title = `duckshift · ${escapeHtml(project)}${planned ? ` · phase ${planned.phase}` : ''}`
  // The page's data is inert JSON: with every "<" escaped, nothing in it can end the element or start another.
  const data = JSON.stringify({ run, status, project })
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#changes">Skip to the changes</a>
<header>
  <div class="brand"><span aria-hidden="true">◆</span> duckshift</div>
  <h1 id="title"></h1>
  <p class="sub" id="subtitle"></p>
  <button type="button" id="theme" aria-label="Switch between light and dark">Light / dark</button>
</header>
<main>
  <section id="overview" aria-label="Overview"></section>
  <nav class="tools" aria-label="Filter">
    <label class="search">Search <input type="search" id="search" placeholder="file, reason, text of a diff" autocomplete="off"></label>
    <div id="codemods" role="group" aria-label="Codemods"></div>
    <div role="group" aria-label="Diff view" class="views">
      <button type="button" data-view="split" aria-pressed="true">Side by side</button>
      <button type="button" data-view="unified" aria-pressed="false">Unified</button>
    </div>
  </nav>
  <section id="changes" aria-label="Changes" tabindex="-1"></section>
  <section id="refusals" aria-label="Left alone"></section>
</main>
<footer>Made from plan <code id="plan"></code>. <kbd>/</kbd> search · <kbd>j</kbd> <kbd>k</kbd> next and previous change · <kbd>Enter</kbd> open</footer>
<noscript><p class="noscript">This report draws itself with a script of its own, which is switched off here.</p></noscript>
<script type="application/json" id="data">${data}</script>
<script>${script}</script>
</body>
</html>
`
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

const noRun: RunReport = {
  version: 1,
  phase: 0,
  plan: '',
  changes: [],
  refusals: [],
  rehearsal: {
    outcome: 'not-verified',
    checker: '',
    checkedFiles: 0,
    diagnosticsBefore: 0,
    newDiagnostics: [],
    removedChanges: [],
  },
}
