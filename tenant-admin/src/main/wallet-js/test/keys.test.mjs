import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { HDKey } from '@scure/bip32';
import { mnemonicToSeedSync } from '@scure/bip39';
import { accountOf, addressBelow, problemOf, problemOfPath, secretIn } from '../src/keys.mjs';

const JUNK = 'test test test test test test test test test test test junk';

function vectors() {
  let folder = process.env.CHECKOUT_VECTORS ?? import.meta.dirname;
  while (!existsSync(join(folder, 'api-spec/vectors/address-vectors.json'))) {
    folder = dirname(folder);
  }
  return JSON.parse(readFileSync(join(folder, 'api-spec/vectors/address-vectors.json'), 'utf8'));
}

test('phrases give the seeds of BIP-39', () => {
  const { passphrase, vectors: all } = vectors().bip39;
  assert.equal(all.length, 24);
  for (const { mnemonic, seed } of all) {
    assert.equal(problemOf(mnemonic), null);
    assert.equal(Buffer.from(mnemonicToSeedSync(mnemonic, passphrase)).toString('hex'), seed);
  }
});

test('seeds give the keys of BIP-32', () => {
  for (const { seed, chains } of vectors().bip32.vectors) {
    const master = HDKey.fromMasterSeed(Buffer.from(seed, 'hex'));
    for (const { path, xpub, xprv } of chains) {
      const key = path === 'm' ? master : master.derive(path);
      assert.equal(key.publicExtendedKey, xpub);
      assert.equal(key.privateExtendedKey, xprv);
    }
  }
});

test('well-known phrases give their well-known addresses, also from the public key alone', () => {
  for (const { mnemonic, account, addresses } of vectors().addresses) {
    const { xpub, firstAddress } = accountOf(mnemonic, account);
    assert.equal(firstAddress, addresses[0]);
    addresses.forEach((address, i) => assert.equal(addressBelow(xpub, i), address));
  }
});

test('a wrong phrase is named by the position of its words', () => {
  assert.match(problemOf(JUNK.replace('junk', 'jnuk')), /^Word 12 is not in/);
  assert.match(problemOf(`tset ${JUNK.slice(5, 24)} tests ${JUNK.slice(30)}`), /^Words 1, 6 are not in/);
  assert.match(problemOf('test test test'), /this has 3/);
  assert.match(problemOf(JUNK.replace('junk', 'test')), /together they do not fit/);
  assert.match(problemOf('  '), /Type the words/);
});

test('capitals and spaces do not matter', () => {
  assert.equal(problemOf(`  Test TEST\n${JUNK.slice(10)} `), null);
  assert.equal(accountOf(JUNK.toUpperCase(), "m/44'/60'/0'").xpub, accountOf(JUNK, 'm/44h/60h/0h').xpub);
});

test('a passphrase makes another wallet', () => {
  assert.notEqual(accountOf(JUNK, "m/44'/60'/0'", 'x').firstAddress, accountOf(JUNK, "m/44'/60'/0'").firstAddress);
});

test('only the path of an account is taken', () => {
  assert.equal(problemOfPath("m/44'/60'/0'"), null);
  assert.equal(problemOfPath(" m/44h/1h/5h "), null);
  for (const path of ["m/44'/60'/0", "m/44'/60'/0'/0", 'm', '', "m/44'/60'/2147483648'"]) {
    assert.match(problemOfPath(path), /written like/);
  }
});

test('a secret in place of the public key is noticed before it is sent', () => {
  const { xprv, xpub } = accountOf(JUNK, "m/44'/60'/0'");
  assert.match(secretIn(` ${xprv}`), /private key/);
  assert.match(secretIn(`0x${'ab'.repeat(32)}`), /private key/);
  assert.match(secretIn(JUNK), /recovery phrase/);
  assert.equal(secretIn(xpub), null);
});

test('the first address signs the text as the server expects it', () => {
  const { sign, firstAddress } = accountOf(JUNK, "m/44'/60'/0'");
  const signature = Buffer.from(sign('Grüße').slice(2), 'hex');
  const text = Buffer.from('Grüße', 'utf8');
  const digest = keccak_256(Buffer.concat([Buffer.from(`\x19Ethereum Signed Message:\n${text.length}`, 'latin1'), text]));
  const recovered = new Uint8Array([signature[64] - 27, ...signature.subarray(0, 64)]);
  const point = secp256k1.recoverPublicKey(recovered, digest, { prehash: false });
  const full = secp256k1.Point.fromBytes(point).toBytes(false);
  assert.equal(`0x${Buffer.from(keccak_256(full.subarray(1)).subarray(12)).toString('hex')}`, firstAddress.toLowerCase());
});
