import { declarationRemoval, exportRemoval, type RemovalProblem } from '../../../dead-code/removal-edits.js'
import { removeDependencies } from '../../../edits/package-manifest.js'
import type { DeadCodeFinding, Place, TextEdit } from '../../../model.js'
import type { Planning, Proposals } from '../../../plan/planning.js'
import type { Candidate, Proposal } from '../../../plan/proposal.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { Orphan } from '../orphans.js'
import type { CleanupRefusal } from '../refusals.js'

interface Range {
  readonly start: number
  readonly end: number
}

/** Candidates that take findings out of the code, each alone or with those it shares a statement with. */
export function removeFindings(planning: Planning, codemod: string, orphans: readonly Orphan[]): Proposals {
  return new Removals(planning, codemod).propose(orphans)
}

class Removals {
  readonly #planning: Planning
  readonly #codemod: string
  readonly #proposals: Proposals = { candidates: [], refusals: [] }

  constructor(planning: Planning, codemod: string) {
    this.#planning = planning
    this.#codemod = codemod
  }

  propose(orphans: readonly Orphan[]): Proposals {
    const byFile = new Map<string, Orphan[]>()
    for (const orphan of orphans) {
      const { finding, removal } = orphan
      if (finding.uncertain !== undefined) this.#refuse(finding, 'uncertain', finding.uncertain)
      else if (orphan.isUsed) this.#refuse(finding, 'dead-code-uses-it')
      else if (removal.kind === 'none') this.#refuse(finding, 'choice', removal.why)
      else byFile.set(finding.file, [...(byFile.get(finding.file) ?? []), orphan])
    }
    for (const [file, own] of byFile) this.#file(file, own)
    return this.#proposals
  }

  #file(path: string, orphans: readonly Orphan[]): void {
    const whole = orphans.find(({ removal }) => removal.kind === 'file')
    if (whole) {
      this.#add([whole.finding], {
        codemod: this.#codemod,
        reason: reasonOf(whole.finding),
        files: [],
        deletes: [path],
      })
      return
    }
    const dependencies = orphans.filter(({ removal }) => removal.kind === 'dependency')
    if (dependencies.length > 0) {
      this.#dependencies(path, dependencies)
      return
    }
    const file = this.#planning.survey.project.source(path)
    if (!file) return
    const ranges = orphans.flatMap(({ removal }) => (removal.kind === 'declarations' ? removal.ranges : []))
    const shared = new Map<number, Shared>()
    for (const { finding, removal } of orphans) {
      if (removal.kind === 'import') this.#import(path, finding, removal.local)
      if (removal.kind === 'declarations') this.#declarations(file, finding, removal.ranges, ranges, shared)
      if (removal.kind === 'export') share(file, shared, finding, [removal.range], [])
    }
    for (const own of shared.values()) {
      const listed = exportRemoval(file, own.exports)
      if (typeof listed === 'string') for (const finding of own.findings) this.#refuse(finding, listed)
      else this.#edit(path, own.findings, [...own.edits, ...listed], [...own.edits, ...listed])
    }
  }

  #declarations(
    file: SourceFile,
    finding: DeadCodeFinding,
    ranges: readonly Range[],
    all: readonly Range[],
    shared: Map<number, Shared>,
  ): void {
    const edits: TextEdit[] = []
    for (const range of ranges) {
      if (isSpecifier(file, range)) continue
      const removal = declarationRemoval(file, range, all)
      if (typeof removal === 'string') {
        this.#refuse(finding, removal)
        return
      }
      edits.push(removal)
    }
    const lists = ranges.filter((range) => isSpecifier(file, range))
    if (lists.length > 0) share(file, shared, finding, lists, edits)
    else this.#edit(file.path, [finding], edits, ranges)
  }

  #import(path: string, finding: DeadCodeFinding, local: string): void {
    this.#add([finding], {
      codemod: this.#codemod,
      reason: reasonOf(finding),
      files: [{ path, edits: [], imports: [], removedReferences: [], unusedImports: [local] }],
    })
  }

  #dependencies(path: string, orphans: readonly Orphan[]): void {
    const findings = orphans.map(({ finding }) => finding)
    const text = this.#planning.survey.project.text(path) ?? ''
    const edits = removeDependencies(
      text,
      findings.map(({ name }) => name),
    )
    this.#edit(path, findings, edits, [])
  }

  #edit(
    path: string,
    findings: readonly DeadCodeFinding[],
    edits: readonly TextEdit[],
    removedReferences: readonly Range[],
  ): void {
    this.#add(findings, {
      codemod: this.#codemod,
      reason: findings.map(reasonOf).join(' '),
      files: [{ path, edits, imports: [], removedReferences }],
    })
  }

  #add(findings: readonly DeadCodeFinding[], proposal: Proposal): void {
    const candidate: Candidate = {
      usages: findings.map(({ id }) => id),
      place: placeOf(findings[0]!),
      alternatives: [proposal],
    }
    this.#proposals.candidates.push(candidate)
  }

  #refuse(finding: DeadCodeFinding, id: CleanupRefusal | RemovalProblem, detail?: string): void {
    this.#proposals.refusals.push({
      usage: finding.id,
      codemod: this.#codemod,
      id,
      place: placeOf(finding),
      detail: `${finding.name}${detail === undefined ? '' : `: ${detail}`}`,
    })
  }
}

/** Findings that one export statement holds: they go together. */
interface Shared {
  readonly findings: DeadCodeFinding[]
  readonly exports: { readonly range: Range; readonly name: string }[]
  readonly edits: TextEdit[]
}

function share(
  file: SourceFile,
  shared: Map<number, Shared>,
  finding: DeadCodeFinding,
  exports: readonly Range[],
  edits: readonly TextEdit[],
): void {
  const [first] = exports
  const statement = file.program.body.find((node) => first!.start >= node.start && first!.end <= node.end)
  const key = statement?.start ?? first!.start
  const own = shared.get(key) ?? { findings: [], exports: [], edits: [] }
  shared.set(key, own)
  own.findings.push(finding)
  own.exports.push(...exports.map((range) => ({ range, name: finding.name })))
  own.edits.push(...edits)
}

function isSpecifier(file: SourceFile, range: Range): boolean {
  return file.program.body.some(
    (node) =>
      node.type === 'ExportNamedDeclaration' &&
      node.specifiers.some((specifier) => specifier.start === range.start),
  )
}

function placeOf({ file, line, column }: DeadCodeFinding): Place {
  return { file, line, column, start: 0, end: 0 }
}

function reasonOf({ name, because, lastUse }: DeadCodeFinding): string {
  const used = lastUse ? ` Run ${lastUse.run} removed the last use.` : ''
  return `${name}: ${because}${used}`
}
