/** Codes of the library for answers that no working provider gives. */
const brokenAnswers: Readonly<Record<string, string>> = {
  OAUTH_RESPONSE_IS_NOT_CONFORM: 'it answered with an unexpected status',
  OAUTH_RESPONSE_IS_NOT_JSON: 'it answered something else than JSON, such as a page',
  OAUTH_PARSE_ERROR: 'it answered something else than JSON',
  OAUTH_TIMEOUT: 'it did not answer in time',
  OAUTH_INVALID_SERVER_METADATA: 'its discovery document is not usable',
  OAUTH_MISSING_SERVER_METADATA: 'its discovery document lacks an address that is needed',
  OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED: 'its discovery document names another issuer than signIn.oidc.issuer',
}

const connection = /^(E[A-Z]+|CERT_[A-Z_]+|ERR_TLS_[A-Z_]+|DEPTH_ZERO_[A-Z_]+|SELF_SIGNED_[A-Z_]+|UNABLE_TO_[A-Z_]+)$/

/** Why a provider cannot be used, for the log; null when it works and what it said was refused. */
export function whyUnavailable(error: unknown): string | null {
  for (let at = error; at instanceof Error; at = at.cause) {
    const { code } = at as { code?: unknown }
    if (typeof code !== 'string') continue
    const broken = brokenAnswers[code]
    if (broken !== undefined) return broken
    if (connection.test(code)) return `it cannot be reached (${code})`
  }
  return null
}
