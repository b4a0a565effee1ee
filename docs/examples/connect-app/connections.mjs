// Connecting a store by OAuth, keeping the connection alive, and ending it.
import { randomUUID } from 'node:crypto';
import { AuthenticationError, CheckoutClient } from '@crypto-checkout/sdk';
import * as oauth from 'openid-client';

/** Whoever connects the app reads each of these in words. Ask for no more than you use. */
const SCOPE = 'store:read sessions:read webhooks:write';

/** Before an access token ends it is exchanged, so that no call fails for it. */
const EARLY_MS = 60_000;

const ON_THIS_MACHINE = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** The merchant ended the connection, or it was not used for half a year. Only connecting again helps. */
export class ConnectionEnded extends Error {
    constructor(install) {
        super(`The connection to ${install.store.name} has ended. Connect again.`);
    }
}

export class Connections {
    #config;
    #baseUrl;
    #ownUrl;
    #installs;
    /** Install id -> the refresh that is under way. */
    #refreshes = new Map();

    constructor(config, { baseUrl, ownUrl, installs }) {
        this.#config = config;
        this.#baseUrl = baseUrl;
        this.#ownUrl = ownUrl;
        this.#installs = installs;
    }

    /** Learns from the platform itself where its endpoints are (RFC 8414). */
    static async open({ baseUrl, clientId, clientSecret, ownUrl, installs }) {
        const authentication = clientSecret ? oauth.ClientSecretBasic(clientSecret) : oauth.None();
        // Plain http is for a platform on your own machine, and nothing else.
        const execute = ON_THIS_MACHINE.has(new URL(baseUrl).hostname) ? [oauth.allowInsecureRequests] : [];
        const config = await oauth.discovery(new URL(baseUrl), clientId, undefined, authentication, { algorithm: 'oauth2', execute });
        return new Connections(config, { baseUrl, ownUrl, installs });
    }

    /** Where the person's browser is sent, and what that very browser has to remember until it comes back. */
    async begin() {
        const state = oauth.randomState();
        const verifier = oauth.randomPKCECodeVerifier();
        const url = oauth.buildAuthorizationUrl(this.#config, {
            redirect_uri: `${this.#ownUrl}/callback`,
            scope: SCOPE,
            state,
            code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
            code_challenge_method: 'S256',
        });
        return { url: url.href, memory: `${state}.${verifier}` };
    }

    /** Exchanges the code that the browser brought back, and asks for the store's events. */
    async finish(callbackUrl, memory) {
        const [expectedState, pkceCodeVerifier] = memory.split('.');
        const answer = await oauth.authorizationCodeGrant(this.#config, callbackUrl, { expectedState, pkceCodeVerifier });
        const client = this.#client(answer.access_token);
        const { id, name, livemode } = await client.store.retrieve();
        const before = this.#installs.list().find(({ store }) => store.id === id && store.livemode === livemode);
        const install = { id: randomUUID(), store: { id, name, livemode }, tokens: tokensOf(answer), endpoint: null, problem: null, events: [] };
        this.#installs.add(install);
        // The same store once more: the new connection replaces the old one.
        if (before) await this.disconnect(before);
        await this.#askForEvents(client, install);
        return install;
    }

    async #askForEvents(client, install) {
        try {
            const { id, secret } = await client.webhookEndpoints.create({
                url: `${this.#ownUrl}/webhooks/${install.id}`,
                events: ['session.created', 'session.paid', 'session.paid_late', 'session.expired'],
                description: 'Order desk',
            });
            install.endpoint = { id, secret };
        } catch (refusal) {
            install.problem = refusal.message; // In live mode, for example, the address must be a public one.
        }
        this.#installs.save(install);
    }

    /**
     * Does something with the API of a store, by a token that works.
     *
     * @template T
     * @param {import('./installs.mjs').Install} install
     * @param {(client: CheckoutClient) => PromiseLike<T>} work
     * @returns {Promise<T>}
     * @throws {ConnectionEnded}
     */
    async use(install, work) {
        const token = await this.#token(install);
        try {
            return await work(this.#client(token));
        } catch (refusal) {
            if (!(refusal instanceof AuthenticationError)) throw refusal;
            // Refused before its time. Whether the connection has ended, only a refresh tells.
            return await work(this.#client(await this.#refreshed(install, token)));
        }
    }

    /** Ends the connection on the platform; a revoked refresh token takes everything with it (RFC 7009). */
    async disconnect(install) {
        if (install.tokens) await oauth.tokenRevocation(this.#config, install.tokens.refresh);
        this.#installs.remove(install.id);
    }

    async #token(install) {
        if (!install.tokens) throw new ConnectionEnded(install);
        const { access, endsAt } = install.tokens;
        return Date.now() < endsAt - EARLY_MS ? access : this.#refreshed(install, access);
    }

    /**
     * A refresh token works once, and the platform ends the connection when a used one comes back. So there is one refresh at a time
     * for each install. Where several processes serve the app, take a lock in the database that they share.
     */
    #refreshed(install, stale) {
        const running = this.#refreshes.get(install.id);
        if (running) return running;
        const refresh = this.#refresh(install, stale).finally(() => this.#refreshes.delete(install.id));
        this.#refreshes.set(install.id, refresh);
        return refresh;
    }

    async #refresh(install, stale) {
        if (!install.tokens) throw new ConnectionEnded(install);
        if (install.tokens.access !== stale) return install.tokens.access; // Somebody else was faster.
        try {
            install.tokens = tokensOf(await oauth.refreshTokenGrant(this.#config, install.tokens.refresh));
        } catch (refusal) {
            // Anything else may pass: the platform is down, the line is cut. The old token may be tried again then.
            if (refusal.error !== 'invalid_grant') throw refusal;
            install.tokens = null;
        }
        this.#installs.save(install); // Before anything is done with them: the old ones are worth nothing now.
        if (!install.tokens) throw new ConnectionEnded(install);
        return install.tokens.access;
    }

    #client(token) {
        return new CheckoutClient({ baseUrl: this.#baseUrl, apiKey: token });
    }
}

function tokensOf(answer) {
    return { access: answer.access_token, refresh: answer.refresh_token, endsAt: Date.now() + answer.expires_in * 1000 };
}
