import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import formats from 'ajv-formats'

/** The schema's complaints about a document; empty when it is valid. */
export function complaints(schema: URL, document: unknown): string[] {
  const ajv = new Ajv({ allErrors: true, strict: true })
  formats.default(ajv)
  const validate = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')) as object)
  validate(document)
  return (validate.errors ?? []).map(
    (error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`,
  )
}

export const schemas = {
  status: new URL('../../schemas/status.schema.json', import.meta.url),
  run: new URL('../../schemas/run.schema.json', import.meta.url),
  'dead-code': new URL('../../schemas/dead-code.schema.json', import.meta.url),
  gate: new URL('../../schemas/gate.schema.json', import.meta.url),
  sarif: new URL('./sarif-2.1.0.schema.json', import.meta.url),
  junit: new URL('./junit.xsd', import.meta.url),
}
