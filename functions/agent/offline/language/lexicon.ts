import { foldText } from './fold-text.ts';
import { stemWord } from './stem-word.ts';

/** What can be wanted of a tool. The first four say little without a noun; the others are telling. */
const generalActions = ['create', 'find', 'update', 'delete'] as const;
export type Action =
  | (typeof generalActions)[number]
  | 'upsert'
  | 'call'
  | 'publish'
  | 'schedule'
  | 'send'
  | 'complete'
  | 'collect'
  | 'write'
  | 'draw';

const actionWords: Record<Action, string> = {
  create: `create creating add new make register insert crear crea creame cree agregar agrega
    agregame anadir anade nuevo nueva registrar registra hacer haz`,
  find: `find read search list show get see view read look lookup display fetch check give what which who
    whose where many buscar busca buscame encuentra encontrar mostrar muestra muestrame listar lista ver
    ensename dame consultar consulta que cual quien cuanto cuanta`,
  update: `update change edit modify set rename correct move actualizar actualiza cambiar cambia
    editar edita modificar modifica corregir corrige pon poner`,
  delete: `delete remove erase destroy drop borrar borra eliminar elimina quitar quita
    cancel cancelar cancela void`,
  upsert: 'upsert',
  call: 'call phone dial ring llamar llama llamale llamada marcar',
  publish: 'publish post publicar publica publicalo',
  schedule: 'schedule plan book programar programa programalo agendar agenda reservar reserva',
  send: 'send text mail forward enviar envia enviale mandar manda mandale',
  complete:
    'complete completed finish close done resolve completar completa terminar termina cerrar',
  collect: 'collect gather scrape harvest recopilar recopila recolectar recolecta reunir',
  write: 'write draft compose rewrite redactar redacta escribir escribe',
  draw: 'draw illustrate paint dibujar dibuja ilustrar ilustra',
};

/** Actions of which a request for the one may be served by a tool of the other. */
export const kindredActions: Partial<Record<Action, readonly Action[]>> = {
  create: ['publish', 'schedule', 'write', 'send', 'draw', 'call', 'upsert'],
  find: ['collect'],
  update: ['complete', 'upsert'],
  schedule: ['create', 'publish'],
};

interface Noun {
  readonly en: string;
  readonly es: string;
  readonly isFeminine?: true;
  readonly words: string;
}

/** Things that tools work on, with their names in both languages. Others stand for themselves. */
const nouns: Record<string, Noun> = {
  contact: {
    en: 'contact',
    es: 'contacto',
    words: 'contact person people customer contacto persona cliente',
  },
  note: { en: 'note', es: 'nota', isFeminine: true, words: 'note nota memo' },
  task: {
    en: 'task',
    es: 'tarea',
    isFeminine: true,
    words: 'task todo reminder tarea recordatorio',
  },
  tag: { en: 'tag', es: 'etiqueta', isFeminine: true, words: 'tag label etiqueta' },
  opportunity: {
    en: 'opportunity',
    es: 'oportunidad',
    isFeminine: true,
    words: 'opportunity deal oportunidad negociacion',
  },
  appointment: {
    en: 'appointment',
    es: 'cita',
    isFeminine: true,
    words: 'appointment meeting cita reunion',
  },
  event: { en: 'event', es: 'evento', words: 'event evento' },
  business: {
    en: 'business',
    es: 'negocio',
    words: 'business lead prospect negocio empresa prospecto',
  },
  collection: {
    en: 'collection',
    es: 'recolección',
    isFeminine: true,
    words: 'collection job recoleccion recopilacion',
  },
  progress: { en: 'progress', es: 'avance', words: 'progress progreso avance va marcha' },
  post: {
    en: 'post',
    es: 'publicación',
    isFeminine: true,
    words: 'post publicacion entrada',
  },
  message: { en: 'message', es: 'mensaje', words: 'message sms mensaje' },
  email: { en: 'e-mail', es: 'correo', words: 'email e-mail mail correo' },
  call: { en: 'call', es: 'llamada', isFeminine: true, words: 'call llamada' },
  phone: { en: 'phone number', es: 'teléfono', words: 'telephone telefono celular movil' },
  balance: { en: 'balance', es: 'saldo', words: 'balance token saldo credit credito ficha' },
  transaction: {
    en: 'transaction',
    es: 'transacción',
    isFeminine: true,
    words: 'transaction transaccion movimiento',
  },
  image: { en: 'image', es: 'imagen', isFeminine: true, words: 'image picture photo imagen foto' },
  invoice: { en: 'invoice', es: 'factura', isFeminine: true, words: 'invoice bill factura' },
  order: { en: 'order', es: 'pedido', words: 'order pedido orden' },
  product: { en: 'product', es: 'producto', words: 'product producto articulo' },
  calendar: { en: 'calendar', es: 'calendario', words: 'calendar calendario' },
  conversation: {
    en: 'conversation',
    es: 'conversación',
    isFeminine: true,
    words: 'conversation conversacion',
  },
  weather: { en: 'weather', es: 'tiempo', words: 'weather clima' },
};

const stemsOf = (words: string): string[] =>
  words.split(/\s+/).map((word) => stemWord(foldText(word)));

const indexWords = <Key extends string>(entries: readonly (readonly [Key, string])[]) =>
  new Map(entries.flatMap(([key, words]) => stemsOf(words).map((stem) => [stem, key] as const)));

const actionsByStem = indexWords(
  // The keys of this record are the actions; Object.entries only knows them as strings.
  Object.entries(actionWords) as [Action, string][],
);
const nounsByStem = indexWords(
  Object.entries(nouns).map(([key, noun]) => [key, noun.words] as const),
);

export const actionOf = (stem: string): Action | null => actionsByStem.get(stem) ?? null;

/** The thing a word names: synonyms and translations give the same; an unknown word gives itself. */
export const nounOf = (stem: string): string => nounsByStem.get(stem) ?? stem;

export const isKnownNoun = (stem: string): boolean => nounsByStem.has(stem);

export const nounEntry = (noun: string): Omit<Noun, 'words'> | null =>
  Object.hasOwn(nouns, noun) ? (nouns[noun] ?? null) : null;

export const isGeneralAction = (action: Action): boolean =>
  generalActions.some((general) => general === action);
