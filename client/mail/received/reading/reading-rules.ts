/** How rebuilt mail looks, besides the frame's own rules: plain, in the reader's letters and colours. */
export const readingRules = `
summary { display: list-item; inline-size: fit-content; min-block-size: 1.75rem; padding: 0.125rem 0.5rem; border-radius: 0.375rem;
  color: var(--cc-link); cursor: pointer; }
details { margin-block: 0 1em; }
details[open] > summary { margin-block-end: 0.5em; }
.cc-fold[open] { padding-inline-start: 1em; border-inline-start: 3px solid var(--cc-line); }
.cc-rows ul { margin-block: 0; }
h3 { font-size: 1.375rem; }
h4 { font-size: 1.1875rem; }
h5, h6 { font-size: 1.0625rem; }
img { max-inline-size: 100%; }
li { margin-block-end: 0.25em; }
th { font-weight: 600; }
`
