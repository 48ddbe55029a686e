import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Carriers } from './carriers.js'
import { importSpecifiers } from './import-specifiers.js'
import type { Project, UnreadableFile } from './project.js'

/** Vue, Svelte and Astro components that import an accessor: their scripts are not read, so somebody must look. */
export function unreadComponents(project: Project, carriers: Carriers): UnreadableFile[] {
  const modules = new Set(carriers.modules())
  if (modules.size === 0) return []
  return project.components.flatMap((file): UnreadableFile[] => {
    const text = textOf(join(project.root, file))
    const isUsing = importSpecifiers(text).some((specifier) => {
      const target = project.graph.resolve(file, specifier)
      const carried = target !== undefined && modules.has(target) ? carriers.exportsOf(target) : undefined
      return [...(carried?.keys() ?? [])].some(
        (name) => name === 'default' || name === '*' || text.includes(name),
      )
    })
    return isUsing ? [{ file, reason: 'component', detail: 'Its script is not read.' }] : []
  })
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
