import { type ReadingCase } from './reading-case.ts'

/** Words of an order in one language. */
interface OrderWords {
  language: string
  thanks: string
  intro: string
  number: string
  head: readonly [string, string, string]
  goods: readonly (readonly [string, string, string])[]
  total: readonly [string, string]
  delivery: string
  place: string
}

const orders: readonly OrderWords[] = [
  {
    language: 'en',
    thanks: 'Thank you for your order',
    intro: 'We have received your order and will send it to you as soon as it is packed.',
    number: 'Order number',
    head: ['Item', 'Quantity', 'Price'],
    goods: [
      ['Desk lamp', '2', '£ 38.00'],
      ['Notebook, lined', '5', '£ 12.50'],
      ['Coat hook', '1', '£ 4.20'],
    ],
    total: ['Total', '£ 54.70'],
    delivery: 'Delivery address',
    place: 'Ann Lee, 4 Quay Street',
  },
  {
    language: 'de',
    thanks: 'Vielen Dank für Ihre Bestellung',
    intro:
      'Wir haben Ihre Bestellung erhalten und schicken sie Ihnen, sobald sie gepackt ist und das Lager sie freigibt.',
    number: 'Bestellnummer',
    head: ['Artikel', 'Menge', 'Preis'],
    goods: [
      ['Schreibtischlampe', '2', '38,00 €'],
      ['Notizbuch, liniert', '5', '12,50 €'],
      ['Kleiderhaken', '1', '4,20 €'],
    ],
    total: ['Gesamt', '54,70 €'],
    delivery: 'Lieferanschrift',
    place: 'Anna Lehner, Uferstraße 4',
  },
  {
    language: 'es',
    thanks: 'Gracias por tu pedido',
    intro: 'Hemos recibido tu pedido y te lo enviaremos en cuanto esté preparado en el almacén.',
    number: 'Número de pedido',
    head: ['Artículo', 'Cantidad', 'Precio'],
    goods: [
      ['Lámpara de mesa', '2', '38,00 €'],
      ['Cuaderno de rayas', '5', '12,50 €'],
      ['Perchero', '1', '4,20 €'],
    ],
    total: ['Importe', '54,70 €'],
    delivery: 'Dirección de entrega',
    place: 'Ana León, Calle del Muelle 4',
  },
  {
    language: 'fr',
    thanks: 'Merci pour votre commande',
    intro: 'Nous avons bien reçu votre commande et nous vous l’enverrons dès que le paquet est prêt.',
    number: 'Numéro de commande',
    head: ['Article', 'Quantité', 'Prix'],
    goods: [
      ['Lampe de bureau', '2', '38,00 €'],
      ['Cahier ligné', '5', '12,50 €'],
      ['Patère', '1', '4,20 €'],
    ],
    total: ['Montant', '54,70 €'],
    delivery: 'Adresse de livraison',
    place: 'Anne Lévêque, 4 rue du Quai',
  },
]

const cells = (row: readonly string[], name: string, style = '') =>
  `<tr>${row.map((cell) => `<${name}${style}>${cell}</${name}>`).join('')}</tr>`
const spoken = ({ head, goods }: OrderWords) =>
  goods.map((row) => row.map((cell, index) => `${head[index] ?? ''}: ${cell}`).join('. '))

/** How a shop writes the goods of an order; each has to come out as one table with named columns. */
const tables: readonly (readonly [string, (words: OrderWords) => string])[] = [
  [
    'header cells',
    ({ head, goods }) => `<table>${cells(head, 'th')}${goods.map((row) => cells(row, 'td')).join('')}</table>`,
  ],
  [
    'bold first row',
    ({ head, goods }) =>
      `<table width="560" cellpadding="4">${cells(
        head.map((cell) => `<b>${cell}</b>`),
        'td',
      )}${goods.map((row) => cells(row, 'td', ' style="padding:4px"')).join('')}</table>`,
  ],
  [
    'first row bold by style, with paragraphs',
    ({ head, goods }) =>
      `<table border="1">${cells(head, 'td', ' style="font-weight:bold;background-color:#eeeeee"')}${goods
        .map((row) =>
          cells(
            row.map((cell) => `<p style="margin:0">${cell}</p>`),
            'td',
          ),
        )
        .join('')}</table>`,
  ],
  [
    'head and body',
    ({ head, goods }) =>
      `<table role="grid" aria-label="x"><thead>${cells(head, 'th', ' scope="col"')}</thead><tbody>${goods.map((row) => cells(row, 'td')).join('')}</tbody></table>`,
  ],
]

const orderCases: readonly ReadingCase[] = orders.flatMap((words) =>
  tables.map(([kind, write]) => ({
    name: `order, ${kind}, ${words.language}`,
    html: `<html lang="${words.language}"><body><table width="600" align="center"><tr><td><h1>${words.thanks}</h1><p>${words.intro}</p>
<table><tr><td style="color:#555">${words.number}</td><td>A-20771</td></tr></table>${write(words)}
<table width="100%"><tr><td align="right">${words.total[0]}</td><td align="right">${words.total[1]}</td></tr></table>
<h2>${words.delivery}</h2><p>${words.place}</p></td></tr></table></body></html>`,
    outline: [`3 ${words.thanks}`, `4 ${words.delivery}`],
    order: [
      ...[words.thanks, words.intro, `${words.number}: A-20771`, ...words.head, ...words.goods.flat()],
      ...[...spoken(words), `${words.total[0]}: ${words.total[1]}`, words.delivery, words.place],
    ],
    tables: 1,
  })),
)

const tickets: readonly (readonly [string, string, string, string, string])[] = [
  [
    'en',
    'Please type your reply above this line',
    'Printer on floor 2',
    'The printer prints pale stripes since Monday.',
    'We have ordered a new drum and will bring it tomorrow.',
  ],
  [
    'de',
    'Bitte antworten Sie oberhalb dieser Zeile',
    'Drucker im zweiten Stock',
    'Der Drucker druckt seit Montag nur noch blasse Streifen.',
    'Wir haben eine neue Trommel bestellt und bringen sie morgen.',
  ],
  [
    'es',
    'Escriba su respuesta encima de esta línea',
    'Impresora de la segunda planta',
    'La impresora saca rayas pálidas desde el lunes.',
    'Hemos pedido un tambor nuevo y lo traeremos mañana.',
  ],
  [
    'fr',
    'Répondez au-dessus de cette ligne',
    'Imprimante du deuxième étage',
    'L’imprimante fait des rayures pâles depuis lundi.',
    'Nous avons commandé un nouveau tambour pour demain.',
  ],
]

const ticketCases: readonly ReadingCase[] = tickets.map(([language, line, subject, asked, answered]) => ({
  name: `help desk ticket, ${language}`,
  html: `<html lang="${language}"><body><div style="color:#b5b5b5">##- ${line} -##</div><div style="margin-top:25px"><h3>${subject}</h3>
<table width="100%" cellpadding="0" role="presentation"><tr><td valign="top" width="40" style="padding:15px"><img src="https://desk.example/p.png" width="40" height="40" alt=""></td><td style="padding:15px"><p style="font-size:15px"><strong>Kim Ode</strong></p><p style="font-size:13px;color:#bbbbbb">28 Nov 2026, 10:15</p><div class="zd-comment"><p>${answered}</p></div></td></tr></table>
<table width="100%" role="presentation"><tr><td width="40" style="padding:15px"><img src="https://desk.example/q.png" width="40" height="40" alt=""></td><td style="padding:15px"><p><strong>Ann Lee</strong></p><p style="font-size:13px;color:#bbbbbb">27 Nov 2026, 09:00</p><div><p>${asked}</p></div></td></tr></table></div></body></html>`,
  outline: [`3 ${subject}`, '4 Kim Ode', '4 Ann Lee'],
  order: [line, subject, 'Kim Ode', answered, 'Ann Lee', asked],
  tables: 0,
  faults: ['layoutTables', 'lowContrast'],
  isNeeded: true,
}))

/** A receipt, of amounts beside words in a table each. */
const receiptCases: readonly ReadingCase[] = orders.map(({ language, goods, total, thanks }) => ({
  name: `receipt, ${language}`,
  html: `<html lang="${language}"><body><table width="480"><tr><td style="font-size:24px">${thanks}</td></tr><tr><td><table width="100%">${goods.map(([name, , price]) => `<tr><td>${name}</td><td align="right">${price}</td></tr>`).join('')}<tr><td><b>${total[0]}</b></td><td align="right"><b>${total[1]}</b></td></tr></table></td></tr></table></body></html>`,
  outline: [`3 ${thanks}`],
  order: [
    thanks,
    ...goods.flatMap(([name, , price]) => [name, price]),
    ...total,
    ...goods.map(([name, , price]) => `${name}: ${price}`),
  ],
  tables: 1,
}))

const invitationCases: readonly ReadingCase[] = [
  ['en', 'Budget meeting', 'When', 'Monday, 30 November 2026, 10:00', 'Where', 'Room 4', 'Going?', 'Yes', 'No'],
  ['de', 'Haushaltsrunde', 'Wann', 'Montag, 30. November 2026, 10:00', 'Wo', 'Raum 4', 'Teilnehmen?', 'Ja', 'Nein'],
  [
    'es',
    'Reunión del presupuesto',
    'Cuándo',
    'lunes, 30 de noviembre de 2026, 10:00',
    'Dónde',
    'Sala 4',
    '¿Asistirás?',
    'Sí',
    'No',
  ],
  ['fr', 'Réunion du budget', 'Quand', 'lundi 30 novembre 2026, 10:00', 'Où', 'Salle 4', 'Présence', 'Oui', 'Non'],
].map(([language = '', title = '', when = '', time = '', where = '', room = '', going = '', yes = '', no = '']) => ({
  name: `invitation, ${language}`,
  html: `<html lang="${language}"><body><span itemscope itemtype="http://schema.org/InformAction"><span style="display:none" itemprop="about" itemscope itemtype="http://schema.org/Person"><meta itemprop="description" content="x">Hidden invitation</span>
<table cellpadding="8" width="90%" style="border:1px solid #d5d5d5"><tr><td><h3 style="font-size:20px"><span itemprop="name">${title}</span></h3><table cellpadding="0"><tr><td><i style="font-style:normal">${when}</i></td><td>${time}</td></tr><tr><td><i>${where}</i></td><td>${room}</td></tr></table></td></tr><tr><td>${going} <strong><a href="https://cal.example/y?eid=1">${yes}</a> - <a href="https://cal.example/n?eid=1">${no}</a></strong></td></tr></table></span></body></html>`,
  outline: [`3 ${title}`],
  order: [title, when, time, where, room, `${when}: ${time}`, `${where}: ${room}`, going, yes, no],
  absent: ['Hidden invitation'],
  tables: 1,
}))

const bounceCases: readonly ReadingCase[] = [
  {
    name: 'bounce, one paragraph and a fixed block',
    html: `<html><body><h2>Delivery has failed to these recipients</h2><p><a href="mailto:rolf@nowhere.example">rolf@nowhere.example</a></p><p>The address you typed could not be found. Check it and send the message again.</p><pre>Reporting-MTA: dns; mx.example
Remote server   returned  550 5.1.1
Action          failed    2026-11-28</pre></body></html>`,
    outline: ['3 Delivery has failed to these recipients'],
    order: ['rolf@nowhere.example', 'could not be found', 'Remote server', '550 5.1.1', 'failed'],
    isNeeded: false,
  },
  {
    name: 'bounce, tables and grey words',
    html: `<html><body><table width="600"><tr><td style="font-size:30px">Your message could not be delivered</td></tr><tr><td style="color:#a0a0a0">It was sent to rolf@nowhere.example and refused by the server there.</td></tr><tr><td><table><tr><td>Code</td><td>550 5.1.1</td></tr></table></td></tr></table></body></html>`,
    outline: ['3 Your message could not be delivered'],
    order: ['refused by the server there', 'Code: 550 5.1.1'],
    faults: ['layoutTables', 'lowContrast', 'fixedWidth'],
    isNeeded: true,
  },
  {
    name: 'code for signing in',
    html: `<html><body><table><tr><td align="center"><p>Use this code to sign in to the portal. It is good for ten minutes.</p><div style="font-size:36px;letter-spacing:6px;font-weight:bold">482 913</div><p style="font-size:12px">If you did not ask for it, you need do nothing.</p></td></tr></table></body></html>`,
    outline: [],
    order: ['Use this code', '482 913', 'you need do nothing'],
    tables: 0,
  },
  {
    name: 'parcel on its way',
    html: `<html><body><table width="600"><tr><td style="font-size:26px"><b>Your parcel is on its way</b></td></tr><tr><td><table width="100%"><tr><td align="center">Ordered</td><td align="center">Packed</td><td align="center">Sent</td></tr></table></td></tr><tr><td><table><tr><td>Tracking number</td><td>PX 7711 20</td></tr></table></td></tr><tr><td><a href="https://parcel.example/t/7711" style="background:#073;color:#fff;padding:9px">Follow the parcel</a></td></tr></table></body></html>`,
    outline: ['3 Your parcel is on its way'],
    order: ['Ordered', 'Packed', 'Sent', 'Tracking number: PX 7711 20', 'Follow the parcel'],
    tables: 0,
  },
]

export const transactionalCases: readonly ReadingCase[] = [
  ...orderCases,
  ...ticketCases,
  ...receiptCases,
  ...invitationCases,
  ...bounceCases,
]
