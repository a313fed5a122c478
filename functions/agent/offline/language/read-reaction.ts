import { splitWords } from './split-words.ts';

/** What a short message is, apart from any request: the answers and courtesies of a conversation. */
export type Reaction = 'yes' | 'no' | 'cancel' | 'skip' | 'greeting' | 'thanks' | 'help' | 'price';

const phrasesOf = (text: string): readonly string[] =>
  text
    .split('|')
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== '');

/** A message has the meaning when it starts with one of the phrases and adds little to it. */
const openings: readonly (readonly [Reaction, readonly string[]])[] = [
  [
    'cancel',
    phrasesOf(`cancel | stop | nevermind | never mind | quit | exit | abort | forget it |
    cancelar | cancela | cancelalo | cancelala | detente | dejalo | olvidalo | no cancel | no cancela`),
  ],
  [
    'skip',
    phrasesOf(`skip | skip it | skip that | omit | leave it out | none | no email | no e-mail |
    no phone | without | i don't have | i do not have | don't have | omitir | omite | omitelo | saltar |
    ninguno | ninguna | sin correo | sin telefono | sin email | no tengo | no tiene | nada`),
  ],
  [
    'yes',
    phrasesOf(`yes | y | yep | yeah | yup | sure | ok | okay | go ahead | go for it | confirm |
    confirmed | do it | please do | correct | right | absolutely | of course | si | sip | claro | dale |
    vale | adelante | confirmo | confirmar | confirma | hazlo | de acuerdo | por supuesto | correcto`),
  ],
  ['no', phrasesOf("no | n | nope | nah | no thanks | no gracias | do not | don't | not now")],
  [
    'greeting',
    phrasesOf(`hi | hello | hey | good morning | good afternoon | good evening | howdy |
    hola | buenas | buenos dias | buenas tardes | buenas noches | que tal`),
  ],
  [
    'thanks',
    phrasesOf(`thanks | thank you | thx | great thanks | perfect | gracias | muchas gracias |
    perfecto | genial`),
  ],
  [
    'help',
    phrasesOf(`help | what can you do | what do you do | who are you | how does this work |
    what are you | are you an ai | are you human | ayuda | que puedes hacer | que sabes hacer |
    quien eres | como funciona | en que puedes ayudar | what tools | menu | options`),
  ],
  [
    'price',
    phrasesOf(`how much does | how much is a | how much is an | how much are | what does it cost | what does a | prices |
    pricing | price list | cuanto cuesta | cuanto cuestan | precios`),
  ],
];

const reactionCharacters = 200;
const strictExtraWords = 1;

/** Words that may follow a phrase without changing what it means. */
const extraWords: Record<Reaction, number> = {
  yes: 4,
  no: 1,
  cancel: 3,
  skip: 4,
  greeting: 3,
  thanks: 6,
  help: 6,
  price: 8,
};

/**
 * The reaction a message expresses, or null when it is something else.
 * @param isStrict only a message that says nothing but this, so that "hi, create a contact" is none
 */
export function readReaction(text: string, isStrict = false): Reaction | null {
  if (text.length > reactionCharacters) return null;
  const words = splitWords(text).map((word) => word.folded.replaceAll('’', "'"));
  const said = words.filter((word) => word !== '');
  for (const [reaction, phrases] of openings) {
    if (
      phrases.some((phrase) =>
        opensWith(said, phrase.split(' '), isStrict ? strictExtraWords : extraWords[reaction]),
      )
    ) {
      return reaction;
    }
  }
  return null;
}

/** A lone letter counts only on its own: "y" is yes in English, but "and" in Spanish. */
const opensWith = (said: readonly string[], phrase: readonly string[], extra: number): boolean =>
  said.length <= phrase.length + (phrase.join('').length === 1 ? 0 : extra) &&
  phrase.every((word, index) => said[index] === word);
