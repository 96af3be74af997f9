import type * as z from 'zod/mini'
import type { Endpoint, ParsedRequest } from '#contract/endpoint.ts'
import type { FieldProblem } from '#contract/problem.ts'
import { Problem } from '#server/problem.ts'

const deepestJson = 32
const mostFieldProblems = 50

/** The parts of a request as they came. */
export interface RawRequest {
  params: unknown
  query: unknown
  body: unknown
}

/**
 * Checks the parts against the endpoint's schemas. A part the endpoint has no schema for must be empty.
 *
 * @throws Problem `invalid-request` with the fields that were refused
 */
export function parseRequest<E extends Endpoint>(endpoint: E, raw: RawRequest): ParsedRequest<E> {
  if (isDeeperThan(raw.body, deepestJson)) throw new Problem('invalid-request')
  return {
    params: parsePart(endpoint.params, raw.params),
    query: parsePart(endpoint.query, raw.query),
    body: parsePart(endpoint.body, raw.body),
  } as ParsedRequest<E>
}

function parsePart(schema: z.ZodMiniType | undefined, value: unknown): unknown {
  if (!schema) {
    const unknownKeys = Object.keys((value as object | undefined) ?? {})
    if (unknownKeys.length > 0)
      throw new Problem('invalid-request', { fields: unknownKeys.slice(0, 50).map(unknownField) })
    return undefined
  }
  const result = schema.safeParse(value ?? {})
  if (result.success) return result.data
  const fields = result.error.issues.flatMap((issue) => fieldProblems(issue, value))
  throw new Problem('invalid-request', { fields: fields.slice(0, mostFieldProblems) })
}

const unknownField = (field: string): FieldProblem => ({ field: field.slice(0, 100), code: 'unknown-field' })

function fieldProblems(issue: z.core.$ZodIssue, value: unknown): FieldProblem[] {
  const path = issue.path.map(String)
  const field = path.join('.').slice(0, 200)
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownField([...path, key].join('.')))
  if (issue.code === 'too_big' && issue.origin === 'array') return [{ field, code: 'too-many' }]
  if (issue.code === 'too_big' && issue.origin === 'string') return [{ field, code: 'too-long' }]
  // A text of nothing, or of spaces alone, was left out as far as the person is concerned.
  if (issue.code === 'too_small' && issue.origin === 'string') return [{ field, code: 'missing' }]
  return [{ field, code: valueAt(value, path) === undefined ? 'missing' : 'wrong-form' }]
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  let current = value
  for (const key of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return undefined
    current = (current as Record<string, unknown>)[key]
  }
  return current
}

function isDeeperThan(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return depth === 0 || Object.values(value).some((inner) => isDeeperThan(inner, depth - 1))
}
