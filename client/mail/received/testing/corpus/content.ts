/** What an invented newsletter says, in one language. */
export interface NewsContent {
  language: string
  direction: 'ltr' | 'rtl'
  brand: string
  preheader: string
  titles: readonly [string, string, string]
  texts: readonly [string, string, string]
  readMore: string
  /** What follows why the message was sent. */
  unsubscribe: string
  reason: string
}

const ltr = 'ltr' as const

export const newsContents: readonly NewsContent[] = [
  {
    language: 'en',
    direction: ltr,
    brand: 'Harbour Library',
    preheader: 'New books, longer hours and a reading for children',
    titles: ['Longer hours in spring', 'A reading for children', 'New in the map room'],
    texts: [
      'From the first of March the library is open until nine in the evening, and you can return books at any hour.',
      'On Saturday the author Ina Holt reads from her new story about a fox that could not sleep. Admission is free.',
      'We have put four hundred old charts of the coast on our site, and you may use them for your own work.',
    ],
    readMore: 'Read more',
    reason: 'You are receiving this because you asked for news of the library.',
    unsubscribe: 'Unsubscribe',
  },
  {
    language: 'es',
    direction: ltr,
    brand: 'Museo del Puerto',
    preheader: 'Exposiciones nuevas para todo el mes',
    titles: ['Una noche con los faros', 'Talleres para familias', 'Obras en la sala grande'],
    texts: [
      'El próximo viernes abrimos hasta la medianoche para que puedas ver la colección de faros con calma y con guía.',
      'Los domingos por la mañana los niños construyen barcos de papel con ayuda de nuestros maestros del taller.',
      'La sala grande estará cerrada durante dos semanas porque renovamos las luces, gracias por tu paciencia.',
    ],
    readMore: 'Leer más',
    reason: 'Recibes este mensaje porque te apuntaste en el museo.',
    unsubscribe: 'Darse de baja',
  },
  {
    language: 'de',
    direction: ltr,
    brand: 'Stadtwerke Oberau',
    preheader: 'Neues aus dem Wasserwerk und vom Fahrradnetz',
    titles: ['Das neue Wasserwerk', 'Mehr Platz für Räder', 'Sprechstunde im Rathaus'],
    texts: [
      'Nach zwei Jahren Bauzeit ist das neue Wasserwerk fertig, und wir laden Sie zu einem Rundgang mit dem Team ein.',
      'Auf der Uferstraße entsteht eine breite Spur für Fahrräder, die bis zum Bahnhof führt und nicht an Kreuzungen endet.',
      'Jeden Dienstag beantworten wir Ihre Fragen im Rathaus, und Sie brauchen dafür keinen Termin mit uns.',
    ],
    readMore: 'Weiterlesen',
    reason: 'Sie erhalten diese Nachricht als Kundin oder Kunde.',
    unsubscribe: 'Newsletter abbestellen',
  },
  {
    language: 'fr',
    direction: ltr,
    brand: 'Jardin des Ormes',
    preheader: 'Les fleurs du mois et nos ateliers',
    titles: ['Les tulipes sont là', 'Un atelier sur le compost', 'Nouveaux horaires'],
    texts: [
      'Plus de douze mille tulipes vous attendent dans les allées du jardin, avec une visite guidée chaque dimanche.',
      'Apprenez avec nos jardiniers à faire un compost qui ne sent pas et qui nourrit les plantes pour toute la saison.',
      'Le jardin est ouvert de huit heures à vingt heures, et les chiens sont les bienvenus dans les allées du parc.',
    ],
    readMore: 'Lire la suite',
    reason: 'Vous recevez ce message parce que vous êtes membre.',
    unsubscribe: 'Se désabonner',
  },
  {
    language: 'it',
    direction: ltr,
    brand: 'Teatro della Darsena',
    preheader: 'La stagione nuova comincia con una commedia',
    titles: ['La stagione comincia', 'Biglietti per studenti', 'Dietro le quinte'],
    texts: [
      'La stagione comincia con una commedia che non si vedeva da trenta anni, con le musiche della nostra orchestra.',
      'Gli studenti pagano la metà per tutte le repliche del mercoledì, e il programma è una sorpresa per il pubblico.',
      'Venite a vedere come nasce una scena: la visita dura una ora e non serve una prenotazione per il gruppo.',
    ],
    readMore: 'Leggi di più',
    reason: 'Ricevi questo messaggio perché sei abbonato.',
    unsubscribe: 'Disiscriviti',
  },
  {
    language: 'ar',
    direction: 'rtl',
    brand: 'مكتبة المدينة',
    preheader: 'أخبار المكتبة لهذا الشهر',
    titles: ['كتب جديدة في المكتبة', 'قراءة للأطفال', 'ساعات العمل'],
    texts: [
      'وصلت إلى المكتبة هذا الأسبوع مئة من الكتب الجديدة في التاريخ والعلوم، ويمكنكم استعارتها من اليوم.',
      'تقرأ الكاتبة للأطفال يوم السبت في القاعة الكبيرة، والدخول مجاني للجميع مع عائلاتهم.',
      'تفتح المكتبة أبوابها من الثامنة صباحا حتى التاسعة مساء في كل أيام الأسبوع ما عدا الجمعة.',
    ],
    readMore: 'اقرأ المزيد',
    reason: 'وصلتك هذه الرسالة لأنك مشترك.',
    unsubscribe: 'Unsubscribe',
  },
  {
    language: 'he',
    direction: 'rtl',
    brand: 'ספריית הנמל',
    preheader: 'חדשות הספרייה לחודש הזה',
    titles: ['ספרים חדשים', 'שעת סיפור לילדים', 'שעות הפתיחה'],
    texts: [
      'השבוע הגיעו לספרייה מאה ספרים חדשים על היסטוריה ומדע, ואפשר לשאול אותם כבר היום.',
      'ביום שבת תקרא הסופרת לילדים באולם הגדול, והכניסה חופשית לכל המשפחה.',
      'הספרייה פתוחה משמונה בבוקר עד תשע בערב בכל ימות השבוע מלבד יום שישי.',
    ],
    readMore: 'קרא עוד',
    reason: 'קיבלת הודעה זו כי נרשמת.',
    unsubscribe: 'Unsubscribe',
  },
  {
    language: 'ja',
    direction: ltr,
    brand: '港の図書館',
    preheader: '今月のお知らせです',
    titles: ['春の開館時間について', '子どものための朗読会', '新しい地図のコレクション'],
    texts: [
      '三月一日から図書館は夜九時まで開いています。本の返却はいつでもできますので、どうぞご利用ください。',
      '土曜日に作家が新しい物語を朗読します。入場は無料です。ご家族でお越しください。',
      '古い海図を四百枚公開しました。研究や授業にも自由に使うことができます。',
    ],
    readMore: '続きを読む',
    reason: 'このメールは登録された方にお送りしています。',
    unsubscribe: '配信停止',
  },
  {
    language: 'ru',
    direction: ltr,
    brand: 'Портовая библиотека',
    preheader: 'Новости библиотеки за месяц',
    titles: ['Новые книги', 'Чтение для детей', 'Часы работы весной'],
    texts: [
      'На этой неделе в библиотеку пришло сто новых книг по истории и науке, и взять их можно уже сегодня.',
      'В субботу писательница читает детям в большом зале, вход свободный для всей семьи.',
      'Библиотека открыта с восьми утра до девяти вечера во все дни недели, кроме пятницы.',
    ],
    readMore: 'Читать дальше',
    reason: 'Вы получили это письмо, потому что подписались.',
    unsubscribe: 'Unsubscribe',
  },
]
