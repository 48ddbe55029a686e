import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { neverEntered } from '../survey/project-files.js'
import { walkProject } from '../survey/project-walk.js'

/** Files beside the sources that may name them: manifests, configuration, pages, workflows. */
export class Surroundings {
  readonly root: string
  readonly paths: readonly string[]
  readonly #texts = new Map<string, string>()

  constructor(root: string, overlay?: ReadonlyMap<string, string | null>) {
    this.root = root
    const paths = listed(root)
    this.paths = overlay ? paths.filter((path) => overlay.get(path) !== null) : paths
    for (const [path, text] of overlay ?? []) if (text !== null) this.#texts.set(path, text)
  }

  text(path: string): string {
    const known = this.#texts.get(path)
    if (known !== undefined) return known
    const text = readFileSync(join(this.root, path), 'utf8')
    this.#texts.set(path, text)
    return text
  }

  /** Parsed; undefined when it is not JSON. Comments and trailing commas are taken. */
  json(path: string): unknown {
    const text = this.text(path)
    try {
      return JSON.parse(text)
    } catch {
      try {
        return JSON.parse(withoutComments(text))
      } catch {
        return undefined
      }
    }
  }
}

const kept =
  /\.(json|jsonc|json5|ya?ml|toml|vue|svelte|astro|mdx?|html|dockerfile|sh|bash|zsh|bat|cmd|ps1|service)$|(^|\/)(\.\w+rc|(Docker|Container|Make|Proc|Just|just|Task)file\b[^/]*)$/
const left = /(^|\/)(package-lock|npm-shrinkwrap)\.json$|(^|\/)pnpm-lock\.yaml$/

function listed(root: string): string[] {
  const paths: string[] = []
  walkProject(root, { neverEntered }, (path) => {
    if (kept.test(path) && !left.test(path)) paths.push(path)
  })
  return paths.sort()
}

function withoutComments(text: string): string {
  return text
    .replace(/^\uFEFF/, '')
    .replace(
      /("(?:\\.|[^"\\])*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
      (_, literal: string | undefined) => literal ?? '',
    )
    .replace(/("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/g, (_, literal: string | undefined) => literal ?? '')
}
