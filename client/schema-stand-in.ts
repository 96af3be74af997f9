/**
 * Stands in for `zod/mini` in the built client, which never checks a value: the server parses what it is asked and what it
 * answers, and tests run with the real schemas. The contract's endpoints then cost 8 KB (gzip) less.
 */
interface Inert {
  (...parts: unknown[]): Inert
  check: Inert
}

const inert = (() => inert) as Inert
inert.check = inert

export { inert as _default, inert as array, inert as boolean, inert as custom }
export { inert as discriminatedUnion, inert as enum, inert as extend, inert as int }
export { inert as literal, inert as maximum, inert as maxLength, inert as minimum, inert as minLength }
export { inert as normalize, inert as nullable, inert as object, inert as optional, inert as pipe }
export { inert as refine, inert as regex, inert as strictObject, inert as string, inert as toLowerCase }
export { inert as transform, inert as trim, inert as union }
export const coerce = { number: inert }
