import { helperParameters } from '../../../clients/helper-parameters.js'
import type { Accessor, TextEdit } from '../../../model.js'
import type { Planning } from '../../../plan/planning.js'
import type { ClientValue } from '../../../survey/client-value.js'
import type { Node } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { callSiteOf } from '../inject-repository/call-site.js'
import { losesComment } from '../inject-repository/inject-repository.js'
import { templateOf } from './parametrize-sql.js'
import { repeatsInGroups } from './without-repeats.js'

/**
 * `query('… ${id}')` of a helper that stays becomes `query('… ?', [id])`. Undefined unless every value moves and
 * DuckDB understands the statement.
 */
export async function parametrizeHelperCall(
  planning: Planning,
  file: SourceFile,
  value: ClientValue,
  accessor: Accessor,
): Promise<TextEdit | undefined> {
  const [touch] = value.touches
  const parameters = helperParameters(planning.survey.project, accessor)
  if (!touch || !parameters || value.touches.length > 1) return undefined
  const given = touch.call.arguments as Node[]
  const method = { name: touch.method, parameters, result: 'nothing' as const }
  const profile = {
    className: '',
    methods: new Map([[touch.method, method]]),
    rows: undefined,
    mapRow: undefined,
    bigintAsNumber: false,
  }
  const site = callSiteOf(planning, file, profile, touch)
  if (!site?.parametrized || site.variables?.length || !site.sql || !site.values) return undefined
  if (repeatsInGroups({ ...site, sql: site.sql, values: site.values })) return undefined
  const analysis = await planning.analyzer.analyze(site.sql.value)
  if (!analysis.ok || analysis.kind === 'other') return undefined
  const values = site.values.map(({ text }) => text).join(', ')
  const sql = given[0]!.type === 'TemplateLiteral' ? templateOf(site.sql.value) : site.sql.text
  const edit = {
    start: given[0]!.start,
    end: given.at(-1)!.end,
    text: `${sql}, ${parameters === 'array' ? `[${values}]` : values}`,
  }
  return losesComment(file, [edit]) ? undefined : edit
}
