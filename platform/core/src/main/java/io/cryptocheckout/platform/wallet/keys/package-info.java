/**
 * Keys and nothing else: extended keys of BIP-32, mnemonics of BIP-39, signatures of EIP-191. Pure functions over bytes; it may never
 * know stores, tables or requests.
 */
@NamedInterface("keys")
@NullMarked
package io.cryptocheckout.platform.wallet.keys;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
