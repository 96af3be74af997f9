export interface Token {
  readonly id: string
  /** What is seen and spoken: "Ann Lee". */
  readonly label: string
  /** The rest, shown on hover: "ann.lee@example.gov". */
  readonly title: string
  readonly tone?: 'internal' | 'external' | 'invalid' | undefined
}

export interface TokenSuggestion {
  readonly id: string
  readonly label: string
  readonly detail: string
}
