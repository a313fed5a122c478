import type { Language } from './language.ts';
import { splitWords } from './split-words.ts';

const toSet = (words: string) => new Set(words.trim().split(/\s+/));

const spanishWords = toSet(`
  el la los las un una unos unas de del que y o para por con sin en es son esta estan mi mis tu su
  sus me te se lo le yo si hola gracias buenos buenas dias tardes quiero necesito puedes ayuda como
  cuanto cuantos cuanta cuantas cual cuales crear crea crees creame agregar agrega anadir anade nuevo
  nueva buscar busca mostrar muestra muestrame listar ver actualizar actualiza cambiar cambia borrar
  borra eliminar elimina llamar llama publicar publica programar programa agendar enviar envia nota
  tarea etiqueta contacto contactos cita correo telefono manana hoy lunes martes miercoles jueves
  viernes sabado domingo cancelar cancela omitir adelante confirmar saldo quedan tengo nada ninguno
  saltar claro dale vale confirmo dejalo detente gusta`);

const englishWords = toSet(`
  the an of to for with and is are my your his her it this that in on at from by hello hi hey thanks
  thank you me please yes help tell give what how many much who which can could want need create add new make find
  search list show update change edit delete remove call publish post schedule send note task tag
  contact contacts appointment phone tomorrow today monday tuesday wednesday thursday friday saturday
  sunday cancel skip stop confirm go ahead nevermind token tokens balance left have do i`);

const spanishMarks = /[ñ¿¡]/giu;
const markWeight = 2;

/**
 * The language of a text by its small words. A text that tells nothing (a phone number, "ok")
 * keeps the language spoken so far.
 */
export function detectLanguage(text: string, soFar: Language): Language {
  const words = splitWords(text);
  const countIn = (known: ReadonlySet<string>) =>
    words.filter(({ folded, stem }) => known.has(folded) || known.has(stem)).length;
  const spanish =
    countIn(spanishWords) + markWeight * [...text.slice(0, 500).matchAll(spanishMarks)].length;
  const english = countIn(englishWords);
  if (spanish === english) return soFar;
  return spanish > english ? 'es' : 'en';
}
