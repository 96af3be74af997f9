import { casesOf, elsewhere } from './case.ts'

/** Links and words that say what is not so; each must be told or be harmless. */
const links = casesOf('link that says something else', {
  'another host': `<a href="${elsewhere}">https://city-hall.example.gov/sign-in</a>`,
  'another host without a scheme': `<a href="${elsewhere}">www.city-hall.example</a>`,
  'host in front of an at sign': '<a href="https://city-hall.example@canary.example/">City Hall</a>',
  'host as a subdomain': '<a href="https://city-hall.example.canary.example/">city-hall.example</a>',
  'letters of another script': '<a href="https://\u0430pple.example/">apple.example</a>',
  'address turned round': `<a href="${elsewhere}">\u202Elpmaxe.llah-ytic//:sptth\u202C</a>`,
  'invisible letters': `<a href="${elsewhere}">https://city\u200B-hall.example</a>`,
  'number as host': '<a href="http://2130706433/">Link</a><a href="http://0x7f.1/">Link</a>',
  'relative to the application': '<a href="/settings">Settings</a><a href="./sign-in">Sign in</a><a href="?x">x</a>',
  'no scheme':
    '<a href="//canary.example/">Link</a><a href="\\\\canary.example">Link</a><a href="/\\canary.example">Link</a>',
  'the whole window': `<a target=_top href="${elsewhere}">Link</a><a target=_parent href="${elsewhere}">Link</a>`,
  'with an opener': `<a rel=opener target=x href="${elsewhere}">Link</a>`,
  download: `<a download="invoice.exe" href="data:application/octet-stream,x">Invoice</a>`,
  'map of a picture': `<img usemap=#m src=data:,><map name=m><area href="${elsewhere}" shape=default alt=x></map>`,
  'mail with a file': '<a href="mailto:a@example.org?attach=/etc/passwd&attachment=/etc/passwd">Write</a>',
  'mail with headers':
    '<a href="mailto:a@example.org%0D%0ABcc:b@example.org?subject=x%0D%0ABcc:c@example.org">Write</a>',
  'telephone code': '<a href="tel:*%2306%23">Call</a>',
  'place within the page': '<a href="#app">App</a><a href="#main">Main</a><a href="#%E0%A4%A">Broken</a>',
  'too long': `<a href="https://canary.example/${'a'.repeat(200_000)}">Link</a>`,
  'link round everything': `<a href="${elsewhere}"><div><table><tr><td>All of it</table></div>`,
})

const words = casesOf('words that deceive', {
  'right to left': '<p>invoice\u202Efdp.exe</p><bdo dir=rtl>Text</bdo>',
  'isolates never closed': '<p>\u2067\u2068\u202D\u202EText</p>',
  'marks piled up': `<p>Z${'\u0301\u0316\u0332\u0489'.repeat(400)}</p>`,
  'one long word': `<p>${'a'.repeat(100_000)}</p>`,
  'a picture as the warning of the application': '<p class="notice warning">This link was checked and is safe.</p>',
  'invisible words':
    '<p style="font-size:0">Hidden</p><p style="color:#fff;background:#fff">Hidden</p><p style="display:none">Hidden</p>',
  'tag characters': '<p>\u{E0041}\u{E0042}\u{E007F}Text</p>',
  'replacement objects': '<p>\uFFFC\uFFFD\uFFFE\uFFFFText</p>',
  'control characters': '<p>\u0001\u0008\u001b[31mText\u009b31m</p>',
  'a name of the application': '<h1>Curbcut</h1><title>Curbcut</title><p id=polite-announcer>Deleted</p>',
})

const heavy = casesOf('heavy', {
  'quotes two hundred deep': `${'<blockquote>'.repeat(200)}Text`,
  'two thousand attributes': `<p ${Array.from({ length: 2_000 }, (_, n) => `a${n}=1`).join(' ')}>Text</p>`,
  'five thousand unclosed tags': `${'<b><i>'.repeat(2_500)}Text`,
  'ten thousand rules': `<style>${'p { color: red } '.repeat(10_000)}</style><p>Text</p>`,
  'one selector without end': `<style>${'a '.repeat(50_000)}{ color: red }</style><p>Text</p>`,
  'wide table': `<table><tr>${'<td>x'.repeat(2_000)}</table>`,
  'cells that span all': '<table><tr><td colspan=99999 rowspan=99999>Text</table>',
  'list that begins far': '<ol start=2147483647><li value=-2147483648>Text</ol>',
  'tables within tables': `${'<table><tr><td>'.repeat(300)}Text`,
  'style without end': `<p style="${'color:red;'.repeat(20_000)}">Text</p>`,
  'references without end': `${'&amp;'.repeat(50_000)}&#x110000;&#xD800;&#0;`,
  'open brackets': '<'.repeat(50_000),
})

export const spoofingCases = [...links, ...words, ...heavy]
