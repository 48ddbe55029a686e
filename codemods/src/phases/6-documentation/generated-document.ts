import { posix } from 'node:path'
import { type GeneratedSection, newDocument, sectionState } from '../../documents/generated-section.js'
import { pathInProject, readProjectFile } from '../../documents/project-documents.js'
import type { Place } from '../../model.js'
import type { Planning, Proposals } from '../../plan/planning.js'
import type { Proposal } from '../../plan/proposal.js'

export interface GeneratedDocument {
  readonly codemod: string
  /** In the section's markers. */
  readonly id: string
  readonly title: string
  /** In the folder for documents. */
  readonly fileName: string
  /** For the reviewer: `The diagram of …`. */
  readonly what: string
  readonly body: string
}

/** Writes a document, or the section of one that is there, when it does not say what the code says. */
export function generatedDocument(planning: Planning, document: GeneratedDocument): Proposals {
  const { root } = planning.survey.project
  const file = pathInProject(root, posix.join(planning.config.documents ?? 'docs', document.fileName))
  const section: GeneratedSection = { id: document.id, title: document.title, file, body: document.body }
  const usages = [`${document.codemod}:${file}`]
  const propose = (
    start: number,
    end: number,
    part: Omit<Proposal, 'codemod' | 'reason'>,
    reason: string,
  ): Proposals => ({
    candidates: [
      {
        usages,
        place: placeIn(file, text ?? '', start, end),
        alternatives: [{ codemod: document.codemod, reason, ...part }],
      },
    ],
    refusals: [],
  })
  const text = readProjectFile(root, file)
  if (text === undefined) {
    const created = { files: [], creates: [{ path: file, text: newDocument(section) }] }
    return propose(0, 0, created, `${document.what} in ${file}, from the code.`)
  }
  const found = sectionState(text, section)
  if (found.state === 'current') return { candidates: [], refusals: [] }
  if (found.state === 'edited') {
    const place = placeIn(file, text, found.start, found.end)
    const refusal = { usage: usages[0]!, codemod: document.codemod, id: 'section-edited', place }
    return { candidates: [], refusals: [refusal] }
  }
  const edited = { files: [{ path: file, edits: [found.edit], imports: [], removedReferences: [] }] }
  const reason =
    found.state === 'missing'
      ? `${document.what} in ${file}, from the code.`
      : `${document.what} in ${file} is no longer what the code says.`
  return propose(found.edit.start, found.edit.end, edited, reason)
}

export function placeIn(file: string, text: string, start: number, end: number): Place {
  const before = text.slice(0, start)
  const line = before.split('\n').length
  return { file, start, end, line, column: start - before.lastIndexOf('\n') }
}
