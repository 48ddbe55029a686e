import type { DeadCodeFinding } from '../dead-code-report.js'
import type { GateReport } from '../gate-report.js'
import type { RunReport } from '../run-report.js'
import type { StatusReport } from '../status-report.js'
import { pageScript, pageStyle } from './page.js'

export interface PhaseSummary {
  readonly number: number
  readonly name: string
  readonly goal: string
  readonly gate: string
}

export interface HtmlSources {
  /** Absent for a report on the status alone. */
  readonly run?: RunReport
  readonly status: StatusReport
  /** Name of the project, for the title. */
  readonly project: string
  readonly phases: readonly PhaseSummary[]
  /** The gates that were run, the oldest first. */
  readonly gates?: readonly GateReport[]
  /** Absent when nobody looked for it. */
  readonly deadCode?: readonly DeadCodeFinding[]
}

/** One page that opens from disk: no network, no other file, everything from the project escaped. */
export function renderHtml({ run, status, project, phases, gates = [], deadCode }: HtmlSources): string {
  const title = `duckshift · ${escapeHtml(project)}${run ? ` · phase ${run.phase}` : ''}`
  // The page's data is inert JSON: with every "<" escaped, nothing in it can end the element or start another.
  const summaries = phases.map(({ number, name, goal, gate }) => ({ number, name, goal, gate }))
  const data = JSON.stringify({ run, status, project, phases: summaries, gates, deadCode })
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
<style>${pageStyle()}</style>
</head>
<body>
<a class="skip" href="#changes">Skip to the changes</a>
<header>
  <div class="brand"><span aria-hidden="true">◆</span> duckshift</div>
  <h1 id="title"></h1>
  <p class="sub" id="subtitle"></p>
  <button type="button" id="theme">Light / dark</button>
</header>
<main>
  <div id="overview"></div>
  <nav class="tools" id="tools" aria-label="Filter the changes">
    <label class="search">Search <input type="search" id="search" placeholder="file, reason, text of a diff" autocomplete="off"></label>
    <span id="shown" class="soft" role="status"></span>
    <div id="codemods" role="group" aria-label="Codemods" class="choices"></div>
    <div role="group" aria-label="Grouping" class="choices push">
      <button type="button" data-grouping="codemod" aria-pressed="true">By codemod</button>
      <button type="button" data-grouping="file" aria-pressed="false">By file</button>
    </div>
    <div role="group" aria-label="Diff view" class="choices">
      <button type="button" data-view="split" aria-pressed="true">Side by side</button>
      <button type="button" data-view="unified" aria-pressed="false">Unified</button>
    </div>
  </nav>
  <section aria-label="Changes"><h2>Changes</h2><div id="changes" tabindex="-1"></div></section>
  <section id="refusals" aria-label="Left alone"></section>
  <section id="markers" aria-label="Markers"></section>
  <section id="dead-code" aria-label="Dead code"></section>
</main>
<footer><span id="made"></span> <kbd>/</kbd> search · <kbd>j</kbd> <kbd>k</kbd> next and previous change · <kbd>Enter</kbd> open</footer>
<noscript><p class="noscript">This report draws itself with a script of its own, which is switched off here.</p></noscript>
<script type="application/json" id="data">${data}</script>
<script>${pageScript()}</script>
</body>
</html>
`
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
