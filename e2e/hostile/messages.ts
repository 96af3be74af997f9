import { base64, strike } from './cases/case.ts'

/** Whole messages: headers and MIME that try something. Each gets its subject from the journey and has plain words to read. */
export interface HostileMessage {
  name: string
  /** The message after its Subject, which is this and maybe more. */
  source(subject: string): string
}

export const plainWords = 'Plain words to read.'

const markup = `<img data-hostile src=x: onerror=${strike}><b data-hostile>`
const word = (text: string) => `=?utf-8?B?${base64(text)}?=`
const from = 'From: Nora Fields <nora.fields@harbour.example>'
const plain = `\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${plainWords}\r\n`

const inHeader = (name: string, line: string): HostileMessage => ({
  name,
  source: (subject) => `${line.startsWith('From:') ? line : `${from}\r\n${line}`}\r\nSubject: ${subject}${plain}`,
})

/** A message of one text and one file with these headers. */
const withFile = (name: string, headers: string, content = 'x'): HostileMessage => ({
  name,
  source: (subject) =>
    [
      `${from}\r\nSubject: ${subject}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n`,
      `--b\r\nContent-Type: text/plain\r\n\r\n${plainWords}`,
      `--b\r\n${headers}\r\n\r\n${content}\r\n--b--\r\n`,
    ].join('\r\n'),
})

const named = (name: string) =>
  `Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename*=utf-8''${encodeURIComponent(name)}`

const body = (name: string, headers: string, content: string): HostileMessage => ({
  name,
  source: (subject) => `${from}\r\nSubject: ${subject}\r\nMIME-Version: 1.0\r\n${headers}\r\n\r\n${content}\r\n`,
})

export const hostileMessages: readonly HostileMessage[] = [
  inHeader('markup as name', `From: "${markup.replaceAll('"', '')}" <x@harbour.example>`),
  inHeader('markup as coded name', `From: ${word(markup)} <x@harbour.example>`),
  inHeader('markup as address', `From: <"${markup.replaceAll('"', '')}"@harbour.example>`),
  inHeader(
    'lines in a coded name',
    `From: ${word('Nora\r\nBcc: all@example.org\r\n\r\n<script>1</script>')} <x@harbour.example>`,
  ),
  inHeader(
    'markup as recipients',
    `To: ${word(markup)} <y@harbour.example>, "${strike}" <z@harbour.example>\r\nCc: <script>@x`,
  ),
  inHeader('markup as group', `To: ${word(markup)}:x@harbour.example;`),
  inHeader('several senders', 'From: a@harbour.example, b@harbour.example\r\nSender: <script>'),
  inHeader('markup as Reply-To', `Reply-To: ${word(markup)} <javascript:1@harbour.example>`),
  inHeader('markup as Message-ID', `Message-ID: <${markup}>\r\nReferences: <${markup}> <'"--><script>>`),
  inHeader('markup as date', `Date: ${markup}`),
  inHeader('year without end', 'Date: Mon, 1 Jan 99999 25:61:61 +9999'),
  inHeader('markup for lists', `List-Unsubscribe: <javascript:${strike}>, <data:text/html,x>\r\nList-Id: ${markup}`),
  inHeader('results of nobody', `Authentication-Results: ${markup}; dkim=pass; spf=pass\r\nX-Spam-Flag: ${markup}`),
  inHeader('turned letters', `From: ${word('\u202Emoc.knab\u202C <admin@bank.example>')} <x@harbour.example>`),
  withFile('file with markup as name', named(`${markup}.txt`)),
  withFile('file with a path', named('../../../etc/passwd')),
  withFile('file with a drive', named('C:\\Windows\\System32\\calc.exe')),
  withFile('file turned round', named('invoice\u202Efdp.exe')),
  withFile('file with lines in its name', named('a\r\nContent-Type: text/html\r\n\r\n<script>1</script>.txt')),
  withFile('file named like a device', named('CON.txt')),
  withFile('file without end', named(`${'a'.repeat(5_000)}.pdf.exe`)),
  withFile('file with NUL', named('picture.png\0.exe')),
  withFile('markup as type', `Content-Type: ${markup}/x; name="${markup.replaceAll('"', '')}"`),
  withFile('markup that says it is a picture', 'Content-Type: image/png; name=a.png', `<script>${strike}</script>`),
  withFile(
    'SVG as a picture within',
    'Content-Type: image/svg+xml; name=a.svg\r\nContent-ID: <a@x>',
    `<svg xmlns="http://www.w3.org/2000/svg" onload="${strike}"/>`,
  ),
  withFile('web page as a file', 'Content-Type: text/html; name=a.html', `<script>${strike}</script>`),
  withFile('page of another kind', 'Content-Type: application/xhtml+xml; name=a.xhtml', `<x xmlns="x">${strike}</x>`),
  withFile('body elsewhere', 'Content-Type: message/external-body; access-type=URL; URL="https://canary.example/x"'),
  withFile(
    'invitation with markup',
    'Content-Type: text/calendar; method=REQUEST',
    `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:${markup}\r\nLOCATION:javascript:${strike}\r\nURL:javascript:${strike}\r\nORGANIZER;CN="${strike}":mailto:x\r\nDTSTART:20300101T000000Z\r\nEND:VEVENT\r\nEND:VCALENDAR`,
  ),
  withFile(
    'card with markup',
    'Content-Type: text/vcard; name=a.vcf',
    `BEGIN:VCARD\r\nFN:${markup}\r\nPHOTO:https://canary.example/p\r\nEND:VCARD`,
  ),
  withFile(
    'report with markup',
    'Content-Type: message/delivery-status',
    `Final-Recipient: rfc822;${markup}\r\nAction: failed\r\nDiagnostic-Code: smtp;${markup}`,
  ),
  withFile(
    'message within',
    'Content-Type: message/rfc822',
    `Subject: ${markup}\r\nContent-Type: text/html\r\n\r\n<script>${strike}</script>`,
  ),
  body(
    'plain text with markup',
    'Content-Type: text/plain',
    `${plainWords}\r\n${markup}<script>${strike}</script>\r\njavascript:${strike}\r\nhttps://canary.example/"onmouseover=${strike}`,
  ),
  body(
    'UTF-7',
    'Content-Type: text/html; charset=utf-7',
    `<p>${plainWords}</p>+ADw-script+AD4-${strike}+ADw-/script+AD4-`,
  ),
  body(
    'ISO-2022-JP',
    'Content-Type: text/html; charset=iso-2022-jp',
    `<p>${plainWords}</p><p title="\u001b$B"\u001b(B><img src=x: onerror=${strike}>">`,
  ),
  body(
    'charset with markup',
    `Content-Type: text/html; charset="${strike}"`,
    `<p>${plainWords}</p><script>${strike}</script>`,
  ),
  body(
    'coding nobody knows',
    'Content-Type: text/html\r\nContent-Transfer-Encoding: x-uue',
    `<p>${plainWords}</p><script>${strike}</script>`,
  ),
  body(
    'type given twice',
    'Content-Type: text/plain\r\nContent-Type: text/html',
    `${plainWords}<script>${strike}</script>`,
  ),
  body(
    'boundary that never comes',
    'Content-Type: multipart/mixed; boundary=b',
    `--b\r\nContent-Type: text/html\r\n\r\n<p>${plainWords}</p><script>${strike}`,
  ),
  body(
    'base64 with rubbish',
    'Content-Type: text/html\r\nContent-Transfer-Encoding: base64',
    `${base64(`<p>${plainWords}</p><script>${strike}</script>`)}!!*=A=`,
  ),
]
