import { type NewsContent, newsContents } from './content.ts'
import { type ReadingCase } from './reading-case.ts'

/** How a builder of newsletters puts one together. */
interface Builder {
  name: string
  /** Levels of the three titles as the structure has them. */
  levels: readonly [number, number, number]
  write(content: NewsContent): string
}

const address = (path: string) => `https://news.harbour.example/c/${path}?u=8a1f&amp;id=2207`
const picture = (name: string, rest = '') => `<img src="https://cdn.harbour.example/${name}.png" ${rest}>`
const pixel = '<img src="https://open.harbour.example/o.gif?e=99" width="1" height="1" alt="">'
const filler = '&#847;&zwnj;&nbsp;'.repeat(30)
const each = (content: NewsContent, write: (title: string, text: string, number: number) => string) =>
  content.titles.map((title, index) => write(title, content.texts[index] ?? '', index)).join('\n')
const hiddenStart = ({ preheader }: NewsContent) =>
  `<div style="display:none;font-size:1px;line-height:1px;max-height:0;max-width:0;opacity:0;overflow:hidden;mso-hide:all">${preheader}${filler}</div>`

/** Rows of nested tables, with tables of their own for Outlook in comments. */
const ghostTables: Builder = {
  name: 'ghost tables for Outlook',
  levels: [3, 4, 4],
  write: (
    content,
  ) => `<!doctype html><html lang="${content.language}" dir="${content.direction}"><head><style>#outlook a{padding:0} .mj-full{width:100%!important} @media only screen and (max-width:480px){.mj-col{width:100%!important}}</style>
<!--[if mso]><xml><o:OfficeDocumentSettings><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml><![endif]--></head>
<body style="background-color:#f4f4f4">${hiddenStart(content)}<div style="background-color:#f4f4f4">
<!--[if mso | IE]><table align="center" border="0" cellpadding="0" width="600"><tr><td><![endif]-->
<div style="margin:0 auto;max-width:600px"><table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%"><tbody><tr><td style="padding:20px;text-align:center">
<div class="mj-col" style="display:inline-block;width:100%"><table border="0" role="presentation" width="100%"><tr><td align="center">${picture('logo', `alt="${content.brand}" width="160"`)}</td></tr></table></div></td></tr></tbody></table></div>
<!--[if mso | IE]></td></tr></table><![endif]-->
${each(
  content,
  (title, text, number) => `<table align="center" width="600" role="presentation"><tr><td style="padding:10px 25px">
<div style="font-family:Arial;font-size:${number === 0 ? 30 : 22}px;font-weight:700;line-height:1.2;color:#222222">${title}</div></td></tr>
<tr><td style="padding:10px 25px"><div style="font-family:Arial;font-size:15px;color:#8f8f8f">${text}</div></td></tr>
<tr><td style="padding:10px 25px"><table role="presentation"><tr><td bgcolor="#414141" style="border-radius:3px" valign="middle"><a href="${address(`m${number}`)}" style="display:inline-block;background:#414141;color:#ffffff;padding:10px 25px;font-size:13px">${content.readMore}</a></td></tr></table></td></tr></table>`,
)}
<table width="600"><tr><td style="font-size:11px;color:#999999">${content.reason} <a href="${address('out')}">${content.unsubscribe}</a></td></tr></table>${pixel}</div></body></html>`,
}

/** Blocks with classes that a style sheet gives sizes, as drag-and-drop builders write them. */
const classes: Builder = {
  name: 'blocks with classes',
  levels: [3, 4, 4],
  write: (
    content,
  ) => `<html><head><style>.previewText{display:none!important} .headline{font-size:32px;font-weight:bold} .sub{font-size:20px;font-weight:bold} .copy{font-size:14px;color:#656565} .foot{font-size:10px}</style></head>
<body><span class="previewText">${content.preheader}</span><center><table id="bodyTable" width="100%"><tr><td align="center" id="bodyCell"><table class="templateContainer" width="600">
<tr><td><table class="imageBlock" width="100%"><tr><td>${picture('masthead', `alt="${content.brand}" width="564" class="retinaImage"`)}</td></tr></table></td></tr>
${each(
  content,
  (
    title,
    text,
    number,
  ) => `<tr><td class="textBlock"><table width="100%"><tr><td class="${number === 0 ? 'headline' : 'sub'}">${title}</td></tr><tr><td class="copy"><span>${text}</span><br><br><a href="${address(`c${number}`)}">${content.readMore}</a></td></tr></table></td></tr>
<tr><td class="dividerBlock"><table width="100%"><tr><td style="border-top:2px solid #eaeaea"><span></span></td></tr></table></td></tr>`,
)}
<tr><td class="foot"><em>${content.reason}</em><br><a href="${address('pref')}">${content.unsubscribe}</a></td></tr></table></td></tr></table></center>${pixel}</body></html>`,
}

/** A framework that lays out by header cells. */
const headerCells: Builder = {
  name: 'layout by header cells',
  levels: [3, 4, 4],
  write: (
    content,
  ) => `<html lang="${content.language}"><body><table class="body"><tr><td class="center" align="center"><center><table class="container"><tbody><tr><td>
${each(
  content,
  (title, text, number) =>
    `<table class="row"><tbody><tr><th class="small-12 large-12 columns first last"><table><tr><th>${number === 0 ? `<h1>${title}</h1>` : `<h2>${title}</h2>`}<p class="text-left">${text}</p><center><a href="${address(`h${number}`)}" align="center">${content.readMore}</a></center></th><th class="expander"></th></tr></table></th></tr></tbody></table><table class="spacer"><tbody><tr><td height="16" style="font-size:16px;line-height:16px">&nbsp;</td></tr></tbody></table>`,
)}
<table class="row"><tr><th><p style="font-size:10px">${content.reason} <a href="${address('x')}">${content.unsubscribe}</a></p></th></tr></table></td></tr></tbody></table></center></td></tr></table></body></html>`,
}

/** Columns of inline blocks that fall below each other on small screens. */
const columns: Builder = {
  name: 'columns of divs',
  levels: [3, 4, 4],
  write: (
    content,
  ) => `<html><body dir="${content.direction}" style="margin:0">${hiddenStart(content)}<div role="article" aria-roledescription="email" lang="${content.language}" style="font-size:medium">
<div style="max-width:640px"><div style="font-size:28px;font-weight:bold">${content.titles[0]}</div><p style="font-size:16px">${content.texts[0]} <a href="${address('d0')}">${content.readMore}</a></p></div>
<div style="font-size:0;text-align:center"><!--[if mso]><table><tr><td width="320"><![endif]-->
${content.titles
  .slice(1)
  .map(
    (title, index) =>
      `<div style="display:inline-block;width:100%;max-width:320px;vertical-align:top"><div style="padding:10px;font-size:16px">${picture(`pic${index}`, `width="300" alt="${content.brand} ${index + 1}"`)}<div style="font-size:20px;font-weight:bold">${title}</div><p style="font-size:16px">${content.texts[index + 1] ?? ''}</p><p style="font-size:16px"><a href="${address(`d${index}`)}" style="background:#0a5;color:#fff;padding:12px 24px;display:inline-block"><strong>${content.readMore}</strong></a></p></div></div><!--[if mso]></td><td width="320"><![endif]-->`,
  )
  .join('')}
</div><div style="font-size:12px;color:#888"><p>${content.reason}</p><p><a href="${address('z')}">${content.unsubscribe}</a></p></div></div></body></html>`,
}

/** As it was done before style sheets. */
const fontTags: Builder = {
  name: 'font tags',
  levels: [3, 4, 4],
  write: (
    content,
  ) => `<body bgcolor="#ffffff"><center><table width="580" border="0" cellpadding="8"><tr><td bgcolor="#003366" align="center"><font color="#ffffff" size="2">${content.brand}</font></td></tr>
${each(content, (title, text, number) => `<tr><td><font face="Verdana" size="${number === 0 ? 6 : 5}"><b>${title}</b></font><br><br><font face="Verdana" size="2">${text}</font><br><br><a href="${address(`f${number}`)}"><font size="2">${content.readMore}</font></a><br>&nbsp;</td></tr>`)}
<tr><td><hr size="1"><font size="1" color="#666666">${content.reason} <a href="${address('q')}">${content.unsubscribe}</a></font></td></tr></table></center></body>`,
}

/** Pictures with words beside them, in rows of two cells, and buttons drawn by VML for Outlook. */
const besidePictures: Builder = {
  name: 'pictures beside words, VML buttons',
  levels: [3, 3, 3],
  write: (
    content,
  ) => `<html xmlns:v="urn:schemas-microsoft-com:vml"><body><div style="display:none">${content.preheader}</div><table width="640" cellpadding="0"><tr><td background="https://cdn.harbour.example/bg.png" bgcolor="#7bceeb" height="92">
<!--[if gte mso 9]><v:rect xmlns:v="urn:schemas-microsoft-com:vml" fill="true" stroke="false" style="width:640px;height:92px"><v:fill type="tile" src="https://cdn.harbour.example/bg.png"/><v:textbox inset="0,0,0,0"><![endif]--><div>${picture('brand', `alt="${content.brand}" width="120"`)}</div><!--[if gte mso 9]></v:textbox></v:rect><![endif]--></td></tr></table>
${each(
  content,
  (title, text, number) =>
    `<table width="640"><tr><td width="200" valign="top"><a href="${address(`v${number}`)}">${picture(`v${number}`, 'width="200" border="0"')}</a></td><td width="20">&nbsp;</td><td valign="top"><p style="font-size:22px;margin:0"><b>${title}</b></p><p style="font-size:15px">${text}</p><div><!--[if mso]><v:roundrect href="${address(`v${number}`)}" style="height:40px;width:200px"><w:anchorlock/><center>${content.readMore}</center></v:roundrect><![endif]--><!--[if !mso]><!--><a href="${address(`v${number}`)}" style="background-color:#556270;color:#ffffff;display:inline-block;padding:8px">${content.readMore}</a><!--<![endif]--></div></td></tr></table>`,
)}
<p style="font-size:11px">${content.reason}<br><a href="${address('u')}">${content.unsubscribe}</a></p></body></html>`,
}

/** Sections and articles of today's HTML. */
const sections: Builder = {
  name: 'sections and articles',
  levels: [3, 3, 3],
  write: (
    content,
  ) => `<html lang="${content.language}" dir="${content.direction}"><body><header><nav><a href="${address('home')}">${content.brand}</a></nav></header><main>
${each(content, (title, text, number) => `<article aria-labelledby="t${number}" style="max-width:36em"><h2 id="t${number}">${title}</h2><p>${text}</p><footer><a href="${address(`s${number}`)}">${content.readMore}</a></footer></article>`)}
</main><aside><p>${content.reason} <a href="${address('o')}">${content.unsubscribe}</a></p></aside></body></html>`,
}

/** Lines and spans only, as mailing services make of what people type. */
const spans: Builder = {
  name: 'spans and line breaks',
  levels: [3, 3, 3],
  write: (content) => `<html><body><div style="font-family:Georgia;font-size:16px">${content.brand}<br><br>
${each(content, (title, text, number) => `<span style="font-size:24px;font-weight:bold">${title}</span><br><span>${text}</span><br><a href="${address(`n${number}`)}">${content.readMore}</a><br><br>`)}
<span style="font-size:11px">${content.reason} <a href="${address('w')}">${content.unsubscribe}</a></span></div>${pixel}</body></html>`,
}

const builders = [ghostTables, classes, headerCells, columns, fontTags, besidePictures, sections, spans]

export const newsletterCases: readonly ReadingCase[] = builders.flatMap((builder) =>
  newsContents.map((content) => ({
    name: `newsletter, ${builder.name}, ${content.language}`,
    html: builder.write(content),
    outline: content.titles.map((title, index) => `${builder.levels[index] ?? 3} ${title}`),
    order: content.titles.flatMap((title, index) => [title, content.texts[index] ?? '', content.readMore]),
    absent: [content.preheader],
    tables: 0,
    unnamed: 0,
    folds: [/^Footer/],
  })),
)
