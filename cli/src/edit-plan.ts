import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { applyEdits, DuckshiftError, type FileChange, hashOf, type Plan } from '@duckshift/codemods'

/** Opens the planned text of files in the user's editor; what comes back is what the plan writes. Gives `plan` itself when nothing was changed. Throws DuckshiftError (`editor-failed`). */
export function editPlan(root: string, plan: Plan, paths: ReadonlySet<string>): Plan {
  const folder = mkdtempSync(join(tmpdir(), 'duckshift-edit-'))
  try {
    let isEdited = false
    const files = plan.files.map((change) => {
      if (!paths.has(change.path) || change.kind === 'delete') return change
      const edited = editFile(root, change, folder)
      isEdited ||= edited !== change
      return edited
    })
    return isEdited ? { ...plan, files } : plan
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function editFile(root: string, change: FileChange, folder: string): FileChange {
  const path = join(root, change.path)
  const before = existsSync(path)
    ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(readFileSync(path))
    : ''
  const planned = applyEdits(before, change.edits)
  const copy = join(folder, basename(change.path))
  writeFileSync(copy, planned)
  const editor = process.env.VISUAL || process.env.EDITOR || 'vi'
  const result = spawnSync('/bin/sh', ['-c', `${editor} "$0"`, copy], { stdio: 'inherit' })
  if (result.status !== 0) {
    throw new DuckshiftError(`The editor (${editor}) ended with an error. Nothing was written.`, {
      code: 'editor-failed',
      exitCode: 3,
      help: 'Name an editor in EDITOR and run it again.',
      cause: result.error,
    })
  }
  const text = readFileSync(copy, 'utf8')
  if (text === planned) return change
  return { ...change, after: hashOf(text), edits: [{ start: 0, end: before.length, text }] }
}
