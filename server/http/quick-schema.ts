import * as z from 'zod/mini'

/** Deeper than answers are; a schema that has itself inside would have no end. */
const deepest = 6

/**
 * The same schema, a few times as quick: zod's own code that is made for each object, which the small zod of the contract leaves
 * out for the sake of browsers. A list of 50 messages is 250 objects.
 */
export function quickened(schema: z.core.$ZodType, depth = 0): z.core.$ZodType {
  if (depth === deepest) return schema
  if (schema instanceof z.core.$ZodObject) {
    const { def } = schema._zod
    const fields = Object.entries(def.shape).map(([name, field]) => [name, quickened(field, depth + 1)] as const)
    return new z.core.$ZodObjectJIT({ ...def, shape: Object.fromEntries(fields) })
  }
  if (schema instanceof z.core.$ZodArray) {
    const { def } = schema._zod
    return new z.core.$ZodArray({ ...def, element: quickened(def.element, depth + 1) })
  }
  return schema
}
