/** Given names and surnames by language; people of one language get both from it, as in most organisations. */
export const namesByLanguage: readonly { given: readonly string[]; surnames: readonly string[] }[] = [
  {
    given: ['Amelia', 'Oliver', 'Grace', 'Harry', 'Isla', 'George', 'Ruby', 'Arthur', 'Mary Ann', 'Theodore'],
    surnames: [
      'Smith',
      'Jones',
      'O’Brien',
      'Whitfield',
      'Harrison',
      'Bennett',
      'Clarke',
      'Hughes',
      'Lloyd-Pryce',
      'Ashworth',
    ],
  },
  {
    given: ['María José', 'Álvaro', 'Lucía', 'Iñaki', 'Sofía', 'Joaquín', 'Carmen', 'Íñigo', 'Pilar', 'Ramón'],
    surnames: ['García', 'Núñez', 'Ortega', 'Ibáñez', 'Muñoz', 'Herrera', 'Quiñones', 'Zúñiga', 'Peña', 'Vázquez'],
  },
  {
    given: ['Anna', 'Jürgen', 'Käthe', 'Björn', 'Heike', 'Günther', 'Lotte', 'Matthias', 'Sieglinde', 'Jörg'],
    surnames: ['Müller', 'Weiß', 'Schröder', 'Köhler', 'von Stein', 'Jäger', 'Großmann', 'Lindemann', 'Böhm', 'Vogel'],
  },
  {
    given: ['Chloé', 'Étienne', 'Zoé', 'François', 'Aurélie', 'Loïc', 'Hélène', 'Rémi', 'Anaïs', 'Jean-Luc'],
    surnames: [
      'Lefèvre',
      'Dubois',
      'Gérard',
      'de la Tour',
      'Benoît',
      'Moreau',
      'Chevallier',
      'Rousseau',
      'Hébert',
      'Marchand',
    ],
  },
  {
    given: ['Zofia', 'Łukasz', 'Małgorzata', 'Paweł', 'Agnieszka', 'Grzegorz', 'Joanna', 'Stanisław', 'Ewa', 'Michał'],
    surnames: [
      'Nowak',
      'Wójcik',
      'Kamiński',
      'Zieliński',
      'Dąbrowski',
      'Szymański',
      'Woźniak',
      'Jabłoński',
      'Król',
      'Pawłowski',
    ],
  },
  {
    given: ['Анна', 'Дмитрий', 'Ольга', 'Сергей', 'Екатерина', 'Юрий', 'Наталья', 'Владимир', 'Ірина', 'Олександр'],
    surnames: [
      'Иванов',
      'Петрова',
      'Смирнов',
      'Кузнецова',
      'Шевченко',
      'Коваленко',
      'Бондар',
      'Морозова',
      'Щербак',
      'Яковлев',
    ],
  },
  {
    given: ['Ελένη', 'Γιώργος', 'Μαρία', 'Νίκος', 'Αικατερίνη', 'Δημήτρης', 'Σοφία', 'Κώστας', 'Άννα', 'Παύλος'],
    surnames: [
      'Παπαδόπουλος',
      'Οικονόμου',
      'Βασιλείου',
      'Νικολάου',
      'Γεωργίου',
      'Δημητρίου',
      'Ιωάννου',
      'Αντωνίου',
      'Κωνσταντίνου',
      'Μακρή',
    ],
  },
  {
    given: ['فاطمة', 'محمد', 'ليلى', 'يوسف', 'مريم', 'خالد', 'نور', 'عمر', 'سلمى', 'حسن'],
    surnames: ['الخطيب', 'منصور', 'حداد', 'النجار', 'العلي', 'شاهين', 'قاسم', 'درويش', 'الزين', 'سليمان'],
  },
  {
    given: ['伟', '芳', '秀英', '敏', '静', '丽', '强', '磊', '洋', '艳'],
    surnames: ['王', '李', '张', '刘', '陈', '杨', '黄', '赵', '欧阳', '周'],
  },
  {
    given: ['Nguyễn An', 'Thị Hoa', 'Văn Minh', 'Đức', 'Thảo', 'Quốc Bảo', 'Linh', 'Hữu Phước', 'Mai', 'Tuấn'],
    surnames: ['Trần', 'Lê', 'Phạm', 'Hoàng', 'Võ', 'Đặng', 'Bùi', 'Đỗ', 'Hồ', 'Ngô'],
  },
]

export const titles = [
  'Planner',
  'Engineer',
  'Case worker',
  'Accountant',
  'Inspector',
  'Surveyor',
  'Librarian',
  'Driver',
]

export const largeDepartments = Array.from({ length: 40 }, (_, number) => {
  const kinds = ['Roads', 'Parks', 'Schools', 'Water', 'Housing', 'Health', 'Archives', 'Taxes']
  return `${kinds[number % kinds.length]} ${Math.floor(number / kinds.length) + 1}`
})
