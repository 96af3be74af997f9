import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'

const words = z.optional(z.string().check(z.maxLength(4000)))

/**
 * A browser tells what the policy of a page of ours has stopped (Content Security Policy 3, 5.3). Nothing of it is read but the
 * name of the rule and whether the page itself or a frame in it was meant.
 */
export const reportPolicy = endpoint({
  name: 'report-policy',
  method: 'POST',
  path: '/api/policy-reports',
  auth: 'none',
  rate: 'report',
  asks: 'the-browser',
  bodyLimitBytes: 16 * 1024,
  body: z.object({
    'csp-report': z.object({
      'document-uri': words,
      'effective-directive': words,
      'violated-directive': words,
    }),
  }),
  response: 'empty',
  problems: [],
})
