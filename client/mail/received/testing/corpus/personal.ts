import { longText, type ReadingCase } from './reading-case.ts'

/** What is said and answered, in one language, with the words programs put round a quote. */
interface Exchange {
  language: string
  answer: string
  greeting: string
  quoted: string
  /** "On …, Bob Roe <bob@roe.example> wrote:" */
  wrote: string
  from: string
  sent: string
  to: string
  subject: string
}

const exchanges: readonly Exchange[] = [
  {
    language: 'en',
    answer: 'Thanks, the second date suits me best and I will book the room for it.',
    greeting: 'Hello Ann,',
    quoted: 'Could you please tell me which of the dates suits you for the visit to the archive?',
    wrote:
      'On Tue, Nov 3, 2026 at 10:15 AM Bob Roe &lt;<a href="mailto:bob@roe.example">bob@roe.example</a>&gt; wrote:',
    from: 'From',
    sent: 'Sent',
    to: 'To',
    subject: 'Subject',
  },
  {
    language: 'de',
    answer: 'Danke, der zweite Termin passt mir am besten und ich reserviere den Raum dafür.',
    greeting: 'Hallo Anna,',
    quoted: 'Kannst du mir bitte sagen, welcher der Termine für den Besuch im Archiv am besten passt?',
    wrote:
      'Am Di., 3. Nov. 2026 um 10:15 Uhr schrieb Bob Roe &lt;<a href="mailto:bob@roe.example">bob@roe.example</a>&gt;:',
    from: 'Von',
    sent: 'Gesendet',
    to: 'An',
    subject: 'Betreff',
  },
  {
    language: 'es',
    answer: 'Gracias, la segunda fecha es la mejor para mí y reservaré la sala para entonces.',
    greeting: 'Hola Ana,',
    quoted: '¿Puedes decirme cuál de las fechas es mejor para ti para la visita al archivo?',
    wrote:
      'El mar, 3 nov 2026 a las 10:15, Bob Roe (&lt;<a href="mailto:bob@roe.example">bob@roe.example</a>&gt;) escribió:',
    from: 'De',
    sent: 'Enviado el',
    to: 'Para',
    subject: 'Asunto',
  },
  {
    language: 'fr',
    answer: 'Merci, la deuxième date est la meilleure pour moi et je réserve la salle avec plaisir.',
    greeting: 'Bonjour Anne,',
    quoted: 'Est-ce que vous pouvez me dire quelle date est la meilleure pour la visite des archives ?',
    wrote:
      'Le mar. 3 nov. 2026 à 10:15, Bob Roe &lt;<a href="mailto:bob@roe.example">bob@roe.example</a>&gt; a écrit :',
    from: 'De',
    sent: 'Envoyé',
    to: 'À',
    subject: 'Objet',
  },
]

const earlier = ({ greeting, quoted }: Exchange, name: 'p' | 'div') =>
  [greeting, ...Array.from({ length: 6 }, () => quoted)].map((text) => `<${name}>${text}</${name}>`).join('')

const header = ({ from, sent, to, subject }: Exchange) =>
  `<b>${from}:</b> Bob Roe &lt;bob@roe.example&gt; <br><b>${sent}:</b> 3 November 2026 10:15<br><b>${to}:</b> Ann Lee &lt;ann@lee.example&gt;<br><b>${subject}:</b> Archive`

/** How programs put an answer above what it answers. */
const programs: readonly (readonly [string, (exchange: Exchange) => string])[] = [
  [
    'webmail with a quote in a quote',
    (exchange) =>
      `<div dir="ltr"><div>${exchange.answer}</div></div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">${exchange.wrote}<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex"><div dir="ltr">${earlier(exchange, 'div')}</div></blockquote></div>`,
  ],
  [
    'mail program of a phone',
    (exchange) =>
      `<html><body dir="auto">${exchange.answer}<div><br><blockquote type="cite"><div>${exchange.wrote}</div><br></blockquote></div><blockquote type="cite"><div>${earlier(exchange, 'div')}</div></blockquote></body></html>`,
  ],
  [
    'office program on a desk',
    (exchange) =>
      `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal,li.MsoNormal{margin:0cm;font-size:11.0pt;font-family:"Calibri",sans-serif}</style></head><body lang="${exchange.language}" link="#0563C1"><div class="WordSection1"><p class="MsoNormal"><span>${exchange.answer}<o:p></o:p></span></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">${header(exchange)}<o:p></o:p></p></div></div>${earlier(exchange, 'p')}</div></body></html>`,
  ],
  [
    'office program in a browser',
    (exchange) =>
      `<html><body dir="ltr"><div class="elementToProof" style="font-family:Aptos;font-size:12pt;color:rgb(0,0,0)">${exchange.answer}</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri, sans-serif" color="#000000" style="font-size:11pt">${header(exchange)}</font><div>&nbsp;</div></div><div class="BodyFragment"><font size="2">${earlier(exchange, 'div')}</font></div></body></html>`,
  ],
  [
    'free mail program',
    (exchange) =>
      `<html><body><p>${exchange.answer}</p><div class="moz-cite-prefix">${exchange.wrote}<br></div><blockquote type="cite" cite="mid:1@roe.example">${earlier(exchange, 'p')}</blockquote></body></html>`,
  ],
  [
    'webmail without quote marks',
    (exchange) =>
      `<div class="ydp yahoo-style-wrap"><div dir="ltr">${exchange.answer}</div><div><br></div></div><div id="yahoo_quoted_1" class="yahoo_quoted"><div style="font-family:Helvetica;font-size:13px;color:#26282a;"><div>${exchange.wrote}</div><div><br></div><div>${earlier(exchange, 'div')}</div></div></div>`,
  ],
]

const answerCases: readonly ReadingCase[] = exchanges.flatMap((exchange) =>
  programs.map(([program, write]) => ({
    name: `answer, ${program}, ${exchange.language}`,
    html: write(exchange),
    outline: [],
    order: [exchange.answer, exchange.greeting, exchange.quoted],
    tables: 0,
    unnamed: 0,
    folds: [/^\d+ earlier lines from Bob Roe$/],
    isNeeded: false,
  })),
)

const mark = (sign: string) =>
  `<![if !supportLists]><span style="font-family:Symbol"><span style="mso-list:Ignore">${sign}<span style="font:7.0pt &quot;Times New Roman&quot;">&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>`
const wordItem = (sign: string, text: string, level = 1) =>
  `<p class="MsoListParagraphCxSpMiddle" style="margin-left:${level * 36}.0pt;text-indent:-18.0pt;mso-list:l0 level${level} lfo1">${mark(sign)}${text}<o:p></o:p></p>`
const word = (body: string) =>
  `<html xmlns:w="urn:schemas-microsoft-com:office:word"><head><style>p.MsoNormal{font-size:11.0pt}</style></head><body><div class="WordSection1">${body}</div></body></html>`
const normal = (text: string) => `<p class="MsoNormal">${text}<o:p></o:p></p>`

const wordCases: readonly ReadingCase[] = [
  {
    name: 'word processor, bullets',
    html: word(
      normal('Please bring these things to the meeting:') +
        ['Passport', 'Two photographs', 'The form'].map((text) => wordItem('·', text)).join('') +
        normal('Thank you.'),
    ),
    outline: [],
    order: ['Please bring', 'Passport', 'Two photographs', 'The form', 'Thank you.'],
    absent: ['·'],
    lists: 1,
  },
  {
    name: 'word processor, numbers',
    html: word(
      normal('This is how it goes:') +
        ['Fill in the form', 'Sign it', 'Send it to us'].map((text, index) => wordItem(`${index + 1}.`, text)).join(''),
    ),
    outline: [],
    order: ['Fill in the form', 'Sign it', 'Send it to us'],
    absent: ['1.', '2.'],
    lists: 1,
  },
  {
    name: 'word processor, list in a list',
    html: word(
      normal('The rooms:') +
        wordItem('·', 'Ground floor') +
        wordItem('o', 'Map room', 2) +
        wordItem('o', 'Archive', 2) +
        wordItem('·', 'First floor'),
    ),
    outline: [],
    order: ['Ground floor', 'Map room', 'Archive', 'First floor'],
    lists: 2,
  },
  {
    name: 'word processor, two lists with words between',
    html: word(
      wordItem('§', 'One') +
        wordItem('§', 'Two') +
        normal('And then the others:') +
        wordItem('a)', 'Three') +
        wordItem('b)', 'Four'),
    ),
    outline: [],
    order: ['One', 'Two', 'And then the others:', 'Three', 'Four'],
    absent: ['§', 'a)'],
    lists: 2,
  },
  {
    name: 'word processor, bold lines as headings',
    html: word(
      normal('<b>What was decided</b>') +
        normal(longText('The council agreed to open the hall on Sundays.', 4)) +
        normal('<b>What comes next</b>') +
        normal('The plan goes to the committee in January, with the budget that was asked for.'),
    ),
    outline: ['3 What was decided', '3 What comes next'],
    order: ['What was decided', 'The council agreed', 'What comes next', 'committee in January'],
    faults: ['fakeHeadings'],
    isNeeded: true,
  },
  {
    name: 'word processor, real headings',
    html: word(
      `<h1>Minutes<o:p></o:p></h1>${normal('Present: all members.')}<h2>Budget</h2>${normal('The budget was passed.')}<h3>Details of the hall</h3>${normal('It is painted in May.')}<h1>Next meeting</h1>${normal('In a month.')}`,
    ),
    outline: ['3 Minutes', '4 Budget', '5 Details of the hall', '3 Next meeting'],
    order: ['Minutes', 'Present', 'Budget', 'passed', 'painted', 'Next meeting', 'In a month.'],
    isNeeded: false,
  },
]

const legal =
  'This message is confidential and intended only for the person to whom it is addressed. If you have received it in error, tell the sender and delete it at once; any other use is forbidden.'
const signature = ['Ann Lee', 'Head of the archive', 'County of Harbour', '+1 555 0100', 'ann@lee.example']

const endCases: readonly ReadingCase[] = [
  {
    name: 'signature marked by its program',
    html: `<div dir="ltr">The boxes arrived this morning, all of them dry.<br clear="all"><div><br></div><span class="gmail_signature_prefix">-- </span><br><div dir="ltr" class="gmail_signature" data-smartmail="gmail_signature"><div>${signature.join('<br>')}</div></div></div>`,
    outline: [],
    order: ['The boxes arrived', 'Ann Lee', '+1 555 0100'],
    folds: [/^Signature$/],
    isNeeded: false,
  },
  {
    name: 'signature after two dashes',
    html: `<p>The boxes arrived this morning, all of them dry.</p><p>-- <br>${signature.join('<br>')}</p>`,
    outline: [],
    order: ['The boxes arrived', 'Ann Lee', 'ann@lee.example'],
    folds: [/^Signature$/],
    isNeeded: false,
  },
  {
    name: 'signature of another program',
    html: `<p>The boxes arrived this morning, all of them dry.</p><div class="moz-signature">${signature.map((line) => `<p>${line}</p>`).join('')}</div>`,
    outline: [],
    order: ['The boxes arrived', 'Head of the archive'],
    folds: [/^Signature$/],
  },
  {
    name: 'signature of two lines stays',
    html: `<div>The boxes arrived this morning.</div><div class="gmail_signature">Ann Lee<br>Archive</div>`,
    outline: [],
    order: ['The boxes arrived', 'Ann Lee', 'Archive'],
    folds: [],
  },
  {
    name: 'legal notice',
    html: `<p>Here are the minutes you asked for. Tell me when anything is missing.</p><p>Ann</p><p style="font-size:9pt">${legal}</p>`,
    outline: [],
    order: ['Here are the minutes', 'Ann', 'confidential'],
    folds: [/^Legal notice$/],
  },
  {
    name: 'legal notice in German',
    html: `<p>Hier ist das Protokoll, um das Sie gebeten haben.</p><p>Mit freundlichen Grüßen</p><p>Anna</p><p>Diese Nachricht ist vertraulich und nur für die Person bestimmt, an die sie gerichtet ist. Haben Sie sie irrtümlich erhalten, so löschen Sie sie bitte und sagen es uns.</p>`,
    outline: [],
    order: ['Protokoll', 'Anna', 'vertraulich'],
    folds: [/^Legal notice$/],
  },
  {
    name: 'forwarded message stays open',
    html: `<div dir="ltr">See below.<br><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>From: <strong>Bob Roe</strong> &lt;bob@roe.example&gt;<br>Date: Tue, Nov 3, 2026<br>Subject: Archive<br></div>${Array.from({ length: 8 }, (_, index) => `<div>Line ${index + 1} of what Bob wrote about the archive.</div>`).join('')}</div></div>`,
    outline: [],
    order: ['See below.', 'Forwarded message', 'Line 1 of', 'Line 8 of'],
    folds: [],
  },
  {
    name: 'answers between quotes stay open',
    html: `<blockquote type="cite"><p>${longText('Shall we paint the hall in spring?', 9)}</p></blockquote><p>Yes, in May.</p><blockquote type="cite"><p>Who pays for it?</p></blockquote><p>The county does.</p>`,
    outline: [],
    order: ['Shall we paint', 'Yes, in May.', 'Who pays', 'The county does.'],
    folds: [],
  },
  {
    name: 'short quote stays open',
    html: `<p>At ten.</p><div class="moz-cite-prefix">On 3.11.26 10:15, Bob Roe wrote:<br></div><blockquote type="cite"><p>When?</p></blockquote>`,
    outline: [],
    order: ['At ten.', 'Bob Roe wrote', 'When?'],
    folds: [],
  },
  {
    name: 'indented by quotes, no quote',
    html: `<p>The rules of the reading room are these, and they hold for everybody.</p><blockquote style="margin:0 0 0 40px;border:none;padding:0"><p>No ink.</p><p>No food.</p></blockquote>`,
    outline: [],
    order: ['The rules', 'No ink.', 'No food.'],
    folds: [],
  },
]

const mixedCases: readonly ReadingCase[] = [
  [
    'English and Spanish',
    'en',
    'The meeting of the council is on Monday, and you are welcome to come with your family.',
    'La reunión del consejo es el lunes, y usted está invitado a venir con la familia.',
  ],
  [
    'English and Arabic',
    'en',
    'The meeting of the council is on Monday, and you are welcome to come with your family.',
    'اجتماع المجلس يوم الاثنين، وأنتم مدعوون للحضور مع عائلاتكم.',
  ],
  [
    'German and French',
    'de',
    'Die Sitzung des Rates ist am Montag, und wir laden Sie mit der Familie ein.',
    'La réunion du conseil est lundi, et vous êtes invités avec votre famille pour une visite.',
  ],
  [
    'Japanese and English',
    'ja',
    '評議会の会議は月曜日に開かれます。ご家族と一緒にお越しください。',
    'The meeting of the council is on Monday, and you are welcome to come with your family.',
  ],
  [
    'Hebrew and English',
    'he',
    'ישיבת המועצה תתקיים ביום שני, ואתם מוזמנים לבוא עם המשפחה.',
    'The meeting of the council is on Monday, and you are welcome to come with your family.',
  ],
].map(([name = '', language = '', first = '', second = '']) => ({
  name: `two languages, ${name}`,
  html: `<html lang="${language}"><body><p>${first}</p><p>${first}</p><p>${second}</p></body></html>`,
  outline: [],
  order: [first, second],
  isNeeded: false,
}))

export const personalCases: readonly ReadingCase[] = [...answerCases, ...wordCases, ...endCases, ...mixedCases]
