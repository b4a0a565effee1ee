// An app as its developers would write it with openid-client. A test tells it one act a line on its standard input, as JSON, and
// reads one line for each: what came of it, or the OAuth error.
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import * as oauth from 'openid-client';

let config;
const asked = new Map(); // state -> PKCE verifier of the request that carried it
const answers = []; // addresses to which browsers came back and nobody has looked yet
let somebodyCame = () => {};
let deviceTokens; // the answer to the device that asked last

const acts = {
    /** Learns from the server's metadata (RFC 8414) where everything is. Without a secret the client is a public one. */
    async discover({ issuer, clientId, clientSecret }) {
        config = await oauth.discovery(
            new URL(issuer),
            clientId,
            undefined,
            clientSecret ? oauth.ClientSecretBasic(clientSecret) : oauth.None(),
            { algorithm: 'oauth2', execute: [oauth.allowInsecureRequests] }, // plain http, for the loopback address alone
        );
        return config.serverMetadata();
    },

    /** The address to which the person's browser is sent; `pushed` sends the request beforehand (RFC 9126). */
    async authorize({ scope, pushed }) {
        const verifier = oauth.randomPKCECodeVerifier();
        const state = oauth.randomState();
        asked.set(state, verifier);
        const request = {
            redirect_uri: redirectUri(),
            scope,
            state,
            code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
            code_challenge_method: 'S256',
        };
        const url = pushed ? await oauth.buildAuthorizationUrlWithPAR(config, request) : oauth.buildAuthorizationUrl(config, request);
        return { url: url.href };
    },

    /** Waits for the person to come back, and exchanges the code. */
    async callback() {
        if (answers.length === 0) await new Promise((resolve) => (somebodyCame = resolve));
        const url = answers.shift();
        const expectedState = url.searchParams.get('state');
        return oauth.authorizationCodeGrant(config, url, { pkceCodeVerifier: asked.get(expectedState), expectedState });
    },

    /** Asks for a device's codes (RFC 8628) and begins to ask for its tokens, as often as it was told. */
    async device({ scope }) {
        const codes = await oauth.initiateDeviceAuthorization(config, { scope });
        deviceTokens = oauth.pollDeviceAuthorizationGrant(config, codes);
        deviceTokens.catch(() => {}); // whoever asks for them is told
        return codes;
    },

    /** Waits for the device's person. */
    deviceTokens: () => deviceTokens,

    refresh: ({ token }) => oauth.refreshTokenGrant(config, token),

    introspect: ({ token }) => oauth.tokenIntrospection(config, token),

    revoke: ({ token }) => oauth.tokenRevocation(config, token),

    /** One request to the API. The library throws where the answer carries a challenge; that is an answer too. */
    async call({ path, token }) {
        const url = new URL(path, config.serverMetadata().issuer);
        try {
            const answer = await oauth.fetchProtectedResource(config, token, url, 'GET');
            return { status: answer.status, body: await answer.json() };
        } catch (thrown) {
            if (!(thrown instanceof oauth.WWWAuthenticateChallengeError)) throw thrown;
            return { status: thrown.status, challenge: thrown.cause[0].parameters };
        }
    },
};

const server = createServer((request, response) => {
    answers.push(new URL(request.url, redirectUri()));
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><html lang="en"><title>App</title><h1>Back at the app</h1></html>');
    somebodyCame();
});

const redirectUri = () => `http://127.0.0.1:${server.address().port}/callback`;

const say = (line) => console.log(JSON.stringify(line));

server.listen(0, '127.0.0.1', async () => {
    say({ redirectUri: redirectUri() });
    for await (const line of createInterface({ input: process.stdin })) {
        const { act, ...details } = JSON.parse(line);
        try {
            say((await acts[act](details)) ?? {});
        } catch (refusal) {
            // What the server said where it said something, else what the library found wrong with its answer.
            say({ error: refusal.error ?? refusal.code ?? refusal.name, status: refusal.status, message: refusal.message });
        }
    }
    process.exit();
});
