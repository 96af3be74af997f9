/**
 * What received HTML may hold. Everything that is not named here is removed: no SVG, MathML, forms, media, frames, links to
 * style sheets, meta, templates, dialogs, popovers or custom elements (security.md A 5).
 */

/** Elements that reach the frame. Sectioning elements are absent because they would add landmarks; they become `div`. */
export const allowedElements = [
  ...['a', 'abbr', 'address', 'b', 'bdi', 'bdo', 'big', 'blockquote', 'br', 'caption', 'center', 'cite', 'code', 'col'],
  ...['colgroup', 'dd', 'del', 'dfn', 'div', 'dl', 'dt', 'em', 'figcaption', 'figure', 'font'],
  ...[
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'hr',
    'i',
    'img',
    'ins',
    'kbd',
    'li',
    'mark',
    'ol',
    'p',
    'pre',
    'q',
    'rp',
    'rt',
  ],
  ...['ruby', 's', 'samp', 'small', 'span', 'strike', 'strong', 'sub', 'sup', 'table', 'tbody', 'td', 'tfoot', 'th'],
  ...['thead', 'time', 'tr', 'tt', 'u', 'ul', 'var', 'wbr'],
] as const

/** Kept during cleaning so that `repair` can turn them into `div` without losing the line break they stand for. */
export const sectioningElements = ['article', 'aside', 'footer', 'header', 'hgroup', 'main', 'nav', 'section'] as const

/** Attributes a message may set. `role`, `aria-*`, `tabindex`, `accesskey`, `autofocus`, `name` and `target` are ours alone. */
export const allowedAttributes = [
  ...[
    'abbr',
    'align',
    'alt',
    'bgcolor',
    'border',
    'cellpadding',
    'cellspacing',
    'class',
    'color',
    'colspan',
    'datetime',
  ],
  ...[
    'dir',
    'face',
    'height',
    'href',
    'id',
    'lang',
    'reversed',
    'rowspan',
    'scope',
    'size',
    'span',
    'src',
    'start',
    'style',
  ],
  ...['title', 'type', 'valign', 'value', 'width', 'background'],
] as const

/** Attributes only `repair` may add, after the message's own have gone. */
export const ourAttributes = [
  'role',
  'aria-level',
  'aria-label',
  'aria-description',
  'target',
  'rel',
  'data-cid',
  'data-picture',
] as const

/** Where a link may lead; a relative or same-origin address would make the reader's browser call this application. */
export const allowedLink = /^(?:https?:\/\/|mailto:|tel:|#)/i

/** Pictures inside the message: raster types only, because SVG is a document. */
export const allowedPictureData = /^data:image\/(?:png|jpe?g|gif|webp);base64,[\w+/=\s]*$/i

/** CSS properties that style text and boxes in the flow. Nothing that positions, overlays, clips, animates or generates. */
export const allowedProperties: ReadonlySet<string> = new Set([
  ...['background', 'background-color', 'color'],
  ...['border', 'border-collapse', 'border-color', 'border-radius', 'border-spacing', 'border-style', 'border-width'],
  ...['top', 'right', 'bottom', 'left'].flatMap((side) => [
    `border-${side}`,
    `border-${side}-color`,
    `border-${side}-style`,
    `border-${side}-width`,
    `margin-${side}`,
    `padding-${side}`,
  ]),
  ...['caption-side', 'clear', 'direction', 'display', 'empty-cells', 'float'],
  ...['font', 'font-family', 'font-size', 'font-style', 'font-variant', 'font-weight'],
  ...['height', 'letter-spacing', 'line-height', 'list-style', 'list-style-position', 'list-style-type'],
  ...['margin', 'max-width', 'min-height', 'min-width', 'padding', 'table-layout'],
  ...['text-align', 'text-decoration', 'text-decoration-color', 'text-decoration-line', 'text-decoration-style'],
  ...['text-indent', 'text-transform', 'vertical-align', 'white-space', 'width', 'word-break', 'word-spacing'],
  ...['overflow-wrap', 'word-wrap'],
])

export const allowedFunctions: ReadonlySet<string> = new Set(['rgb', 'rgba', 'hsl', 'hsla'])

export const allowedDisplays: ReadonlySet<string> = new Set([
  ...['block', 'inline', 'inline-block', 'list-item', 'none', 'inherit', 'initial'],
  ...[
    'table',
    'inline-table',
    'table-row',
    'table-cell',
    'table-row-group',
    'table-header-group',
    'table-footer-group',
  ],
  ...['table-caption', 'table-column', 'table-column-group'],
])
