import { foldText } from './fold-text.ts';
import { stemWord } from './stem-word.ts';

const toSet = (words: string): ReadonlySet<string> =>
  new Set(words.trim().split(/\s+/).map(foldText));

/** Words that join or soften, and never are a value on their own. */
export const fillerWords = toSet(`
  a an the this that these those some any all my our your his her its their me us you i we he she it
  of for to with in on at by from and or as is are be was do does did have has had can could would
  should please want need like just now named called about saying says so new
  un una unos unas el la los las lo este esta estos estas algun alguna todo todos todas mi mis tu tus
  su sus me te se nos yo ella de del para a con en por y o como es son ser estar tengo tiene puedes
  puede podrias quiero quisiera necesito favor llamado llamada sobre diciendo hay nuevo nueva
  current single bulk outbound inbound`);

const fillerStems = new Set([...fillerWords].map(stemWord));
export const isFiller = (stem: string): boolean => fillerStems.has(stem);

/** Words at which a person's name ends when no punctuation does it. */
export const nameBreakers = toSet(`
  with at in on from for to and or whose who who's that is has via by as about tomorrow today
  con en para y o cuyo que es tiene por a desde como sobre manana hoy
  phone telephone mobile cell email e-mail mail number company tag tags tagged note
  telefono celular movil correo numero empresa etiqueta etiquetas nota please`);

/** Small words inside Spanish, Portuguese, Dutch and German names. */
export const nameParticles = toSet('de del la las los da dos van von der den y');
