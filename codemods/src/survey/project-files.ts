import { matchesGlobs } from './path-globs.js'
import { walkProject } from './project-walk.js'

export const neverEntered = new Set([
  'node_modules',
  '.git',
  'dist',
  'build',
  'out',
  'coverage',
  '.next',
  '.nuxt',
  '.svelte-kit',
  '.output',
  '.vercel',
  '.yarn',
  '.turbo',
  '.duckshift',
  'vendor',
])
const source = /\.[cm]?[jt]sx?$/
const component = /\.(vue|svelte|astro)$/
const declaration = /\.d\.[cm]?ts$/
const minified = /\.min\.[cm]?js$/

const configuration = /^[jt]sconfig.*\.json$/

export interface ProjectFilesOptions {
  /** Globs relative to the root; absent means every source file that git does not ignore. */
  readonly include?: readonly string[] | undefined
  readonly exclude?: readonly string[] | undefined
}

/** Paths relative to the root, forward slashes, sorted. */
export interface ProjectListing {
  readonly sources: readonly string[]
  /** `package.json` files. */
  readonly manifests: readonly string[]
  /** tsconfigs and jsconfigs. */
  readonly configurations: readonly string[]
  /** Files of frameworks with a script in them, which is not read. */
  readonly components: readonly string[]
  /** What only declares types: `.d.ts`. */
  readonly declarations: readonly string[]
}

/** The project's files. */
export function projectFiles(root: string, { include, exclude }: ProjectFilesOptions = {}): ProjectListing {
  const included = include?.length ? matchesGlobs(include) : undefined
  const excluded = exclude?.length ? matchesGlobs(exclude) : undefined
  const sources: string[] = []
  const manifests: string[] = []
  const configurations: string[] = []
  const components: string[] = []
  const declarations: string[] = []
  walkProject(
    root,
    {
      neverEntered,
      // Files that are named are meant.
      heedsGitIgnore: !included,
      entersFolder: (path) => !excluded?.(path),
    },
    (path, { name }) => {
      if (isSourceFile(name) || component.test(name)) {
        const list = component.test(name) ? components : sources
        if ((!included || included(path)) && !excluded?.(path)) list.push(path)
      } else if (declaration.test(name)) declarations.push(path)
      else if (name === 'package.json') manifests.push(path)
      else if (configuration.test(name)) configurations.push(path)
    },
  )
  return {
    sources: sources.sort(),
    manifests: manifests.sort(),
    configurations: configurations.sort(),
    components: components.sort(),
    declarations: declarations.sort(),
  }
}

/** Also what only declares types. */
export function isCode(path: string): boolean {
  return source.test(path)
}

export function isSourceFile(path: string): boolean {
  return source.test(path) && !declaration.test(path) && !minified.test(path)
}

const testFile =
  /(^|\/)(__tests__|__mocks__|tests?|spec|e2e)\/|\.(test|spec|e2e)\.[cm]?[jt]sx?$|(^|\/)vitest\.setup/

export function isTestFile(path: string): boolean {
  return testFile.test(path)
}
