import type { RequestHandler } from 'express'
import helmet from 'helmet'
import { reportPolicy } from '#contract/policy-reports.ts'

/**
 * The page's policy. Styles allow 'unsafe-inline' because the frame that shows a message inherits this policy and mail is
 * styled inline; scripts stay strict and every sink needs a named Trusted Types policy.
 */
const pagePolicy = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'blob:', 'data:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'frame-src': ["'self'"],
  'manifest-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
  'object-src': ["'none'"],
  'require-trusted-types-for': ["'script'"],
  'trusted-types': ['dompurify', 'curbcut', 'vue'],
  // Nothing of ours is ever stopped: what is reported is a fault, or came near to being one. The frame inherits this, too.
  'report-uri': [reportPolicy.path],
}

const unusedFeatures = [
  'accelerometer',
  'autoplay',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'screen-wake-lock',
  'usb',
  'xr-spatial-tracking',
]

/** Passkeys: this page's own, and no frame's. */
const ownFeatures = ['publickey-credentials-create', 'publickey-credentials-get']

/** The headers of every answer (security.md D 53–55). HSTS only where the site is reached by https. */
export function securityHeaders(isHttps: boolean): RequestHandler[] {
  const permissions = [
    ...unusedFeatures.map((feature) => `${feature}=()`),
    ...ownFeatures.map((feature) => `${feature}=(self)`),
  ].join(', ')
  return [
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: pagePolicy },
      crossOriginEmbedderPolicy: { policy: 'require-corp' },
      crossOriginOpenerPolicy: { policy: 'same-origin' },
      crossOriginResourcePolicy: { policy: 'same-origin' },
      referrerPolicy: { policy: 'no-referrer' },
      strictTransportSecurity: isHttps ? { maxAge: 31_536_000, includeSubDomains: true } : false,
      xFrameOptions: { action: 'deny' },
    }),
    (_request, response, next) => {
      response.setHeader('Permissions-Policy', permissions)
      next()
    },
  ]
}
