import { reportPolicy } from '#contract/policy-reports.ts'
import type { Logger } from '#server/observability/logger.ts'
import { openRoute, type Route } from './route.ts'

/** What the browsers of people tell beyond this is not taken; the first few say it all. */
export const reportsPerMinute = 30

/**
 * What a policy has stopped, as a line in the log: which rule, and where; never addresses, for they may be those of mail.
 * The parser that cleans received mail names each handler that it throws away as stopped in the page: that is its work, no news.
 */
export function policyReportRoutes(logger: Logger): Route[] {
  return [
    openRoute(reportPolicy, ({ body: { 'csp-report': report } }, { requestId }) => {
      const rule = nameOf(report['effective-directive'] ?? report['violated-directive'] ?? '')
      const isInFrame = (report['document-uri'] ?? '').startsWith('about')
      if (rule === 'script-src-attr' && !isInFrame) return
      logger.warn('policy-stopped', { requestId, outcome: rule, service: isInFrame ? 'frame' : 'page' })
    }),
  ]
}

/** Older browsers send the whole rule. */
function nameOf(directive: string): string {
  return /^[a-z-]{1,40}(?= |$)/.exec(directive)?.[0] ?? 'other'
}
