// Keys, without a page: BIP-39, BIP-32 and EIP-191, as the server does them in Java. Both are tested with the same vectors.
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { HDKey } from '@scure/bip32';
import { mnemonicToSeedSync, validateMnemonic } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';

const LENGTHS = [12, 15, 18, 21, 24];
const PATH = /^m\/44['hH]\/(0|[1-9][0-9]{0,9})['hH]\/(0|[1-9][0-9]{0,9})['hH]$/;
const HARDENED = 0x80000000;
const known = new Set(wordlist);

/** Lower case, single spaces: what people type is not always what they mean. */
export function normalised(phrase) {
  return phrase.normalize('NFKD').trim().toLowerCase().split(/\s+/).join(' ');
}

/** A sentence that says what is wrong with a recovery phrase, wrong words by their position; null when nothing is. */
export function problemOf(phrase) {
  const words = normalised(phrase).split(' ').filter(Boolean);
  if (words.length === 0) {
    return 'Type the words of the recovery phrase.';
  }
  const wrong = words.flatMap((word, i) => (known.has(word) ? [] : [i + 1]));
  if (wrong.length === 1) {
    return `Word ${wrong[0]} is not in the BIP-39 list of English words.`;
  }
  if (wrong.length > 1) {
    return `Words ${wrong.join(', ')} are not in the BIP-39 list of English words.`;
  }
  if (!LENGTHS.includes(words.length)) {
    return `A recovery phrase has 12, 15, 18, 21 or 24 words; this has ${words.length}.`;
  }
  return validateMnemonic(words.join(' '), wordlist)
    ? null
    : 'Every word is in the list, but together they do not fit: a word is wrong or out of order.';
}

/** A sentence that says what is wrong with an account's path; null when nothing is. */
export function problemOfPath(path) {
  const parts = PATH.exec(path.trim());
  if (!parts || Number(parts[1]) >= HARDENED || Number(parts[2]) >= HARDENED) {
    return "The path of an account is written like m/44'/60'/0'.";
  }
  return null;
}

/** A sentence if the text is a secret that was pasted where a public key belongs; null otherwise. */
export function secretIn(text) {
  const trimmed = text.trim();
  if (/^[xtyzuv]prv/i.test(trimmed) || /^(0x)?[0-9a-f]{64}$/i.test(trimmed)) {
    return 'This is a private key. It was not sent. Paste the extended public key (xpub) of the account.';
  }
  return trimmed.split(/\s+/).length >= 12
    ? 'These are the words of a recovery phrase. They were not sent. Use the import from a recovery phrase instead.'
    : null;
}

/**
 * An account of a valid phrase.
 *
 * @returns {{xpub: string, xprv: string, firstAddress: string, sign: (text: string) => string}}
 */
export function accountOf(phrase, path, passphrase = '') {
  const seed = mnemonicToSeedSync(normalised(phrase), passphrase);
  const account = HDKey.fromMasterSeed(seed).derive(path.trim().replace(/[hH]/g, "'"));
  seed.fill(0);
  const first = account.deriveChild(0).deriveChild(0);
  return {
    xpub: account.publicExtendedKey,
    xprv: account.privateExtendedKey,
    firstAddress: addressOf(first.publicKey),
    sign: (text) => signed(text, first.privateKey),
  };
}

/** The address of 0/i below an extended public key. */
export function addressBelow(xpub, index) {
  return addressOf(HDKey.fromExtendedKey(xpub).deriveChild(0).deriveChild(index).publicKey);
}

/** EIP-191 personal_sign: 0x and 65 bytes r, s, v. */
function signed(text, privateKey) {
  const bytes = new TextEncoder().encode(text);
  const prefix = new TextEncoder().encode(`\x19Ethereum Signed Message:\n${bytes.length}`);
  const message = new Uint8Array(prefix.length + bytes.length);
  message.set(prefix);
  message.set(bytes, prefix.length);
  const signature = secp256k1.sign(keccak_256(message), privateKey, { prehash: false, format: 'recovered' });
  return `0x${hex(signature.subarray(1))}${(27 + signature[0]).toString(16)}`;
}

function addressOf(publicKey) {
  const point = secp256k1.Point.fromBytes(publicKey).toBytes(false);
  return checksummed(hex(keccak_256(point.subarray(1)).subarray(12)));
}

/** EIP-55. */
function checksummed(digits) {
  const hash = hex(keccak_256(new TextEncoder().encode(digits)));
  return `0x${[...digits].map((digit, i) => (parseInt(hash[i], 16) >= 8 ? digit.toUpperCase() : digit)).join('')}`;
}

function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
