/** A mail in another language than the interface's. */
export interface ForeignMail {
  key: string
  language: string
  from: { name: string; address: string }
  subject: string
  daysAgo: number
  time: string
  text: string
  /** Sent as HTML too, with `lang` and `dir` on its root; false leaves both for the reader to find out. */
  html: 'declared' | 'undeclared' | 'none'
  unread?: boolean
  small?: boolean
  files?: readonly string[]
}

export const foreignMails: readonly ForeignMail[] = [
  {
    key: 'es-vecinos',
    language: 'es',
    from: { name: 'Lucía Herrera', address: 'lucia.herrera@vecinos-del-molino.example' },
    subject: 'Reunión de vecinos sobre la pasarela: ¿nos acompaña?',
    daysAgo: 2,
    time: '18:25',
    html: 'declared',
    unread: true,
    small: true,
    files: ['guion.pdf'],
    text: `
      Estimada señora Lindqvist:

      El jueves 3 a las siete de la tarde nos reunimos en la biblioteca para hablar de la nueva pasarela sobre el río.
      Vendrán unas cuarenta personas, muchas de ellas mayores, y tres usan silla de ruedas.

      Nos gustaría que usted explicara tres cosas:

      - por qué la rampa tiene descansos cada nueve metros;
      - cuándo empiezan las obras y por dónde pasaremos mientras tanto;
      - si habrá luz por la noche.

      Le adjunto el guion. Si necesita un proyector o un lazo de inducción, dígamelo y lo pedimos.

      Un saludo muy cordial,

      Lucía Herrera`,
  },
  {
    key: 'es-gracias',
    language: 'es',
    from: { name: 'Ignacio Peña Núñez', address: 'ignacio.pena@example.com' },
    subject: 'Gracias por arreglar el bordillo',
    daysAgo: 97,
    time: '10:04',
    html: 'none',
    text: `
      Buenos días:

      Solo quería darles las gracias. Desde que rebajaron el bordillo delante de la panadería, mi madre vuelve a ir sola
      a comprar el pan. Antes tenía que esperarme hasta la tarde.

      Ignacio Peña`,
  },
  {
    key: 'ar-entrance',
    language: 'ar',
    from: { name: 'ليلى حداد', address: 'layla.haddad@example.org' },
    subject: 'سؤال عن مدخل المكتبة',
    daysAgo: 5,
    time: '13:40',
    html: 'undeclared',
    small: true,
    text: `
      السيدة آدا المحترمة،

      تحية طيبة وبعد. ابني يستعمل كرسيا متحركا، ونزور المكتبة كل يوم سبت. المدخل الرئيسي ممتاز، لكن مدخل قسم الأطفال
      فيه منحدر قصير جدا لا نستطيع صعوده بأمان.

      هل توجد خطة لإصلاحه هذا العام؟ وهل يمكننا في أثناء ذلك استعمال المصعد القريب من قاعة Harbour 2؟

      يمكنكم الاتصال بي على الرقم ‎+1 555 0142 بعد الساعة 16:00.

      مع جزيل الشكر،

      ليلى حداد`,
  },
  {
    key: 'he-bus',
    language: 'he',
    from: { name: 'נועה ברק', address: 'noa.barak@example.net' },
    subject: 'תחנת האוטובוס ליד הגשר',
    daysAgo: 9,
    time: '09:22',
    html: 'declared',
    small: true,
    text: `
      שלום עדה,

      כתבתי בשנה שעברה על תחנת האוטובוס ליד הגשר, קו 14. הספסל תוקן, תודה רבה! נשארה בעיה אחת: השלט עם לוח הזמנים
      גבוה מדי, ואי אפשר לקרוא אותו מכיסא גלגלים.

      אפשר להוריד אותו בשלושים סנטימטרים? צירפתי את הכתובת: Mill Road 7.

      בברכה,

      נועה`,
  },
  {
    key: 'ja-visit',
    language: 'ja',
    from: { name: '佐藤 由紀', address: 'yuki.sato@city-exchange.example' },
    subject: '来月の視察について',
    daysAgo: 12,
    time: '06:30',
    html: 'undeclared',
    small: true,
    text: `
      リンドクビスト様

      いつもお世話になっております。来月の視察の件で、ご連絡いたします。

      参加者は五名で、そのうち一名は電動車いすを使用します。市役所と図書館、それから新しい歩道橋の予定地を見学したいと考えております。

      - 到着は十二日の午前九時ごろです。
      - 点字の資料が一部あると助かります。
      - 写真の撮影は可能でしょうか。

      ご多忙のところ恐れ入りますが、よろしくお願いいたします。

      佐藤 由紀`,
  },
  {
    key: 'pt-barge',
    language: 'pt',
    from: { name: 'João Gonçalves', address: 'joao@barcadorio.example' },
    subject: 'Rampa de embarque para a barcaça',
    daysAgo: 143,
    time: '15:50',
    html: 'none',
    text: `
      Bom dia,

      A nossa barcaça recebe escolas todas as quartas-feiras. Com o rio alto, a rampa de embarque fica inclinada demais
      para as cadeiras de rodas. A cidade teria uma rampa móvel para emprestar até outubro?

      Obrigado,

      João Gonçalves`,
  },
  {
    key: 'de-excursion',
    language: 'de',
    from: { name: 'Käthe Größmann', address: 'kaethe.groessmann@wanderverein.example' },
    subject: 'Barrierefreier Weg am Fluss: Rückfrage zur Länge',
    daysAgo: 210,
    time: '11:11',
    html: 'none',
    text: `
      Sehr geehrte Frau Lindqvist,

      wir planen für Juni einen Ausflug mit achtzehn Personen, darunter zwei mit Rollator. Auf Ihrer Karte ist der Weg am
      Fluss als stufenlos eingetragen. Wie lang ist das Stück mit Kies zwischen dem Wehr und der Mühle?

      Mit freundlichen Grüßen
      Käthe Größmann`,
  },
  {
    key: 'fr-chien',
    language: 'fr',
    from: { name: 'Hélène Lefèvre', address: 'helene.lefevre@example.org' },
    subject: 'Chien guide au marché couvert',
    daysAgo: 266,
    time: '16:35',
    html: 'declared',
    text: `
      Madame,

      Samedi dernier, un vendeur du marché couvert m’a demandé de laisser mon chien guide dehors. Le responsable s’est
      excusé tout de suite, mais je préférerais que cela n’arrive plus à personne.

      Pourriez-vous rappeler la règle aux commerçants ? Une affichette avec un pictogramme suffirait.

      Bien cordialement,

      Hélène Lefèvre`,
  },
]
