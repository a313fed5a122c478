import { readCipherConfig } from '../config.ts';
import { createCipher } from '../credentials/create-cipher.ts';
import { once } from './foundation.ts';

export const cipher = once(() => createCipher(readCipherConfig(process.env)));
