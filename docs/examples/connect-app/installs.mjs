// The stores that connected this app, in one file that only its owner may read: it holds tokens. A real app has a database for this,
// and keeps the tokens in it encrypted.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/**
 * @typedef {object} Install
 * @property {string} id our own name for it
 * @property {{ id: string, name: string, livemode: boolean }} store
 * @property {{ access: string, refresh: string, endsAt: number } | null} tokens null once the connection has ended
 * @property {{ id: string, secret: string } | null} endpoint where the store's events are sent; null where the platform refused it
 * @property {string | null} problem why there is no endpoint
 * @property {{ id: string, type: string, object: string, at: string }[]} events the last ones, the newest first
 */

export class Installs {
    #file;
    /** @type {Map<string, Install>} */
    #all = new Map();

    constructor(file) {
        this.#file = file;
        if (!existsSync(file)) return;
        for (const install of JSON.parse(readFileSync(file, 'utf8'))) this.#all.set(install.id, install);
    }

    list() {
        return [...this.#all.values()];
    }

    find(id) {
        return this.#all.get(id);
    }

    /** @param {Install} install */
    add(install) {
        this.#all.set(install.id, install);
        this.#write();
    }

    /** Keeps what was changed in an install; one that was removed meanwhile stays away. */
    save(install) {
        if (this.#all.get(install.id) === install) this.#write();
    }

    remove(id) {
        this.#all.delete(id);
        this.#write();
    }

    /** Written beside the file and then moved over it: a crash leaves the old one or the new one, never half of one. */
    #write() {
        const next = `${this.#file}.next`;
        writeFileSync(next, JSON.stringify(this.list(), null, 4), { mode: 0o600 });
        renameSync(next, this.#file);
    }
}
