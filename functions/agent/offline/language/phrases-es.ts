import { nounEntry } from './lexicon.ts';
import type { NamedTool, Phrases, Wanted } from './phrases.ts';

const plural = (word: string): string => {
  if (word.endsWith('ión')) return `${word.slice(0, -2)}ones`;
  return /[aeiouáéíóú]$/.test(word) ? `${word}s` : `${word}es`;
};
const isFeminine = (noun: string): boolean => nounEntry(noun)?.isFeminine ?? false;
const nameOf = (noun: string): string => nounEntry(noun)?.es ?? noun;
const namesOf = (noun: string | null): string => plural(nameOf(noun ?? 'resultado'));
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const tokens = (count: number): string => `${count} ${count === 1 ? 'token' : 'tokens'}`;

const listFormat = new Intl.ListFormat('es', { type: 'conjunction' });
const choiceFormat = new Intl.ListFormat('es', { type: 'disjunction' });

/** With their articles, which Spanish needs in a question. */
const wantedNames: Partial<Record<Wanted['kind'], string>> = {
  email: 'el correo electrónico',
  phone: 'el número de teléfono',
  date: 'la fecha',
  'date-time': 'la fecha y la hora',
  'first-name': 'el nombre',
  'last-name': 'el apellido',
  'full-name': 'el nombre',
  title: 'el título',
  content: 'el texto',
  topic: 'el tema',
  city: 'la ciudad',
  state: 'el estado',
  country: 'el país',
  place: 'el lugar',
  company: 'la empresa',
  url: 'la dirección web',
};

function wantedName({ name, kind, choices, range }: Wanted): string {
  if (range) return `«${name}» (de ${range[0]} a ${range[1]})`;
  if (choices.length > 0) return `«${name}» (${choiceFormat.format(choices)})`;
  return wantedNames[kind] ?? `«${name}»`;
}

const infinitives = { create: 'crear', update: 'actualizar', delete: 'eliminar' } as const;
const participles = { create: 'cread', update: 'actualizad', delete: 'eliminad' } as const;

function done({ title, change, noun }: NamedTool, subject: string | null): string {
  const what =
    change && noun
      ? `${capital(nameOf(noun))} ${participles[change]}${isFeminine(noun) ? 'a' : 'o'}`
      : `Hecho: ${title}`;
  return subject === null ? `✅ ${what}.` : `✅ ${what}: **${subject}**`;
}

const fieldNames: Readonly<Record<string, string>> = {
  name: 'Nombre',
  firstname: 'Nombre',
  lastname: 'Apellido',
  fullname: 'Nombre',
  email: 'Correo',
  phone: 'Teléfono',
  companyname: 'Empresa',
  company: 'Empresa',
  city: 'Ciudad',
  state: 'Estado',
  country: 'País',
  address: 'Dirección',
  title: 'Título',
  body: 'Texto',
  content: 'Texto',
  message: 'Mensaje',
  note: 'Nota',
  description: 'Descripción',
  tags: 'Etiquetas',
  date: 'Fecha',
  duedate: 'Vence',
  status: 'Estado',
  category: 'Categoría',
  available: 'Disponibles',
  held: 'Reservados',
  plan: 'Plan',
  usedthisperiod: 'Usados este periodo',
  tokenspermonth: 'Tokens al mes',
  nexttokenson: 'Próximos tokens',
  heldforotherwork: 'Reservados para otro trabajo',
  amount: 'Importe',
  url: 'Dirección web',
  website: 'Sitio web',
  id: 'Id',
};

export const phrasesEs: Phrases = {
  greeting:
    '¡Hola! Soy el asistente integrado. Trabajo sin un modelo de IA, así que me van mejor las peticiones sencillas.',
  thanks: '¡De nada! ¿Algo más?',
  notUnderstood: 'No estoy seguro de qué quieres hacer.',
  nothingWaiting: 'No hay nada pendiente de un sí. Dime qué quieres hacer.',
  nothingToCancel: 'No hay nada que cancelar.',
  noTools: 'En esta sesión no tengo herramientas, así que aquí no puedo hacer nada por ti.',
  toolsUnavailable: 'No puedo usar más herramientas en este turno. Pídemelo otra vez.',
  cancelled: 'Cancelado. No se ha cambiado nada.',
  helpHint: 'Di «ayuda» para ver todo lo que puedo hacer.',
  whatIsNext: '¿Qué quieres hacer ahora?',
  skipHint: 'Di «omitir» para lo que no tengas.',
  confirmQuestion: '¿Lo hago? (sí / no)',
  unclearAnswer: 'Responde sí o no, o dime qué hay que cambiar.',
  waitingForApproval: 'Esto espera tu aprobación.',
  yes: 'sí',
  no: 'no',
  nothingFound: 'No hubo ninguna respuesta.',

  abilities: (lines, moreCount) =>
    `Esto es lo que puedo hacer:\n\n${lines.join('\n')}${moreCount > 0 ? `\n- y ${moreCount} más` : ''}` +
    '\n\nDilo en una frase, por ejemplo con un nombre, un teléfono o una fecha.',
  cost: (count) => `(${tokens(count)})`,
  which: (lines) => `¿A cuál de estas te refieres?\n\n${lines.join('\n')}`,
  ask: (wanted, about) => {
    if (wanted.length === 1 && wanted[0]?.kind === 'content') return '¿Qué texto debe llevar?';
    const names = listFormat.format(wanted.map(wantedName));
    const owner = about === null ? '' : ` de ${about}`;
    return `¿${wanted.length === 1 ? 'Cuál es' : 'Cuáles son'} ${names}${owner}?`;
  },
  askRecord: (noun, isNameEnough) =>
    `¿De qué ${nameOf(noun)} se trata? ${isNameEnough ? 'Basta con un nombre u otro dato.' : 'Necesito su id.'}`,
  badValue: (wanted) => {
    const names = wanted.map((one) => wantedName({ ...one, choices: [] }));
    return `Eso no parece válido para ${choiceFormat.format(names)}.`;
  },
  cannotFill: ({ title }, names) =>
    `«${title}» necesita ${listFormat.format(names)}, y eso no lo puedo tomar de un mensaje.`,
  confirmIntro: ({ title, change, noun }) =>
    change && noun
      ? `Voy a ${infinitives[change]} ${isFeminine(noun) ? 'esta' : 'este'} ${nameOf(noun)}:`
      : `Voy a hacer esto: **${title}**`,
  done,
  failed: ({ title }, reason) =>
    `❌ «${title}» no funcionó${reason === null ? '.' : `: ${reason}`}\n\nNo se hizo nada más.`,
  declined: ({ title }) => `De acuerdo, no lo hice: ${title}.`,
  recordMissing: (noun, target) =>
    `No encontré ${isFeminine(noun) ? 'ninguna' : 'ningún'} ${nameOf(noun)} para «${target}», así que no cambié nada.`,
  recordAmbiguous: (noun, target, lines) =>
    `Encontré varios resultados para «${target}» (${namesOf(noun)}). ¿Cuál es?\n\n${lines.join('\n')}`,
  listed: (noun, count) =>
    `Encontré ${count} ${count === 1 ? nameOf(noun ?? 'resultado') : namesOf(noun)}:`,
  noneListed: (noun) => `No encontré ${namesOf(noun)}.`,
  more: (count) => `… y ${count} más`,
  balance: (available) => `Tienes **${tokens(available)}**.`,
  nounName: (noun) => capital(nameOf(noun)),
  fieldName: (key) => (Object.hasOwn(fieldNames, key) ? fieldNames[key] : undefined),
};
