/** The `aria-describedby` of a field inside FieldFrame: first the fault, which is what the person came back for, then the hint. */
export function describeField(fieldId: string, parts: { hint?: unknown; error?: unknown }): string | undefined {
  const ids = [parts.error && `${fieldId}-error`, parts.hint && `${fieldId}-hint`].filter(Boolean)
  return ids.length > 0 ? ids.join(' ') : undefined
}
