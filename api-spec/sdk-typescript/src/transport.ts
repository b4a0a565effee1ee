import { randomUUID } from 'node:crypto';
import { ApiRefusal, ConnectionFailure, refusalOf } from './errors.js';

/** How a client reaches its instance. */
export interface ClientOptions {
    /** A secret key, `ck_test_…` or `ck_live_…`; for `stores.list` an organization's, `ok_test_…` or `ok_live_…`; or the access token of an app, `oat_…`, which lives for an hour. Keep it on your server. */
    apiKey: string;
    /** Scheme, host and port of the instance, for example `https://pay.example.com`. */
    baseUrl: string;
    /** How often a request is repeated after a failure that may pass; 3 unless told. */
    maxRetries?: number;
    /** The longest wait before a repetition, in milliseconds; 60,000 unless told. A longer `Retry-After` ends the retries. */
    maxRetryDelayMs?: number;
    /** The first wait before a repetition, in milliseconds; it doubles with each one. 500 unless told. */
    retryDelayMs?: number;
    /** How long one attempt may take, in milliseconds; 30,000 unless told. */
    timeoutMs?: number;
    /** Called after every attempt that was answered, for your logs. */
    onAnswer?: (answer: Answered) => void;
    /** What sends requests; the platform's `fetch` unless told. */
    fetch?: typeof globalThis.fetch;
}

/** One answered attempt. */
export interface Answered {
    method: string;
    path: string;
    status: number;
    /** 1 for the first. */
    attempt: number;
    requestId: string | undefined;
    /** Whether this is the stored answer of an earlier request with the same idempotency key. */
    replayed: boolean;
}

/** Options of a call that reads. */
export interface Read {
    /** Gives the call up. */
    signal?: AbortSignal;
}

/** Options of a call that changes something. */
export interface Change extends Read {
    /**
     * Names this change, for example by order number and version: repeating it within 24 hours changes nothing. One is made
     * where none is given, so that the client's own retries are safe; it does not protect from a second call.
     */
    idempotencyKey?: string;
}

/** One request, as the generated resources describe it. */
export interface Outgoing {
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
    path: string;
    query?: Record<string, unknown>;
    body?: unknown;
}

const PASSING_STATUSES = new Set([408, 429, 500, 502, 503, 504]);

/** Sends requests, repeats those whose failure may pass, and turns refusals into typed errors. */
export class Transport {
    readonly #options: Required<Omit<ClientOptions, 'onAnswer'>> & Pick<ClientOptions, 'onAnswer'>;

    constructor(options: ClientOptions) {
        if (!/^([co]k_(test|live)|oat)_/.test(options.apiKey)) {
            throw new TypeError('apiKey must be a secret key of your store (ck_test_ or ck_live_), of your organization (ok_test_ or ok_live_), or the access token of your app (oat_).');
        }
        if (!/^https?:\/\//.test(options.baseUrl)) {
            throw new TypeError('baseUrl must be an absolute http or https URL, for example "https://pay.example.com".');
        }
        this.#options = {
            maxRetries: 3,
            maxRetryDelayMs: 60_000,
            retryDelayMs: 500,
            timeoutMs: 30_000,
            fetch: globalThis.fetch,
            ...options,
            baseUrl: options.baseUrl.replace(/\/+$/, ''),
        };
    }

    async send<T>(outgoing: Outgoing, options: Change): Promise<T> {
        const url = this.#options.baseUrl + outgoing.path + queryOf(outgoing.query);
        const request = this.#requestOf(outgoing, options);
        for (let attempt = 1; ; attempt++) {
            const outcome = await this.#attempt<T>(url, request, outgoing, attempt, options.signal);
            if ('value' in outcome) return outcome.value;
            const wait = this.#waitBefore(attempt, outcome.failure);
            if (wait === undefined) throw outcome.failure;
            await sleep(wait, options.signal);
        }
    }

    #requestOf(outgoing: Outgoing, options: Change): RequestInit {
        const headers: Record<string, string> = {
            authorization: `Bearer ${this.#options.apiKey}`,
            accept: 'application/json',
        };
        if (outgoing.method !== 'GET') headers['idempotency-key'] = options.idempotencyKey ?? randomUUID();
        const request: RequestInit = { method: outgoing.method, headers, redirect: 'error' };
        if (outgoing.body !== undefined) {
            headers['content-type'] = 'application/json';
            request.body = JSON.stringify(outgoing.body);
        }
        return request;
    }

    async #attempt<T>(
        url: string,
        request: RequestInit,
        { method, path }: Outgoing,
        attempt: number,
        signal: AbortSignal | undefined,
    ): Promise<{ value: T } | { failure: ApiRefusal | ConnectionFailure }> {
        signal?.throwIfAborted();
        const timeout = AbortSignal.timeout(this.#options.timeoutMs);
        let answer: Response;
        let text: string;
        try {
            answer = await this.#options.fetch(url, { ...request, signal: signal ? AbortSignal.any([signal, timeout]) : timeout });
            text = await answer.text();
        } catch (cause) {
            signal?.throwIfAborted();
            const why = timeout.aborted ? `No answer within ${this.#options.timeoutMs} ms` : 'The connection failed';
            return { failure: new ConnectionFailure(`${why}: ${method} ${path}`, { cause }) };
        }
        this.#options.onAnswer?.({
            method,
            path,
            status: answer.status,
            attempt,
            requestId: answer.headers.get('request-id') ?? undefined,
            replayed: answer.headers.get('idempotent-replayed') === 'true',
        });
        const value = parse(text);
        if (answer.ok && value !== undefined) return { value: value as T };
        return { failure: refusalOf(answer, value) };
    }

    /** How long to wait before the next attempt, in milliseconds; undefined where there is none. */
    #waitBefore(attempt: number, failure: ApiRefusal | ConnectionFailure): number | undefined {
        const { maxRetries, maxRetryDelayMs, retryDelayMs } = this.#options;
        if (attempt > maxRetries || !mayPass(failure)) return undefined;
        const asked = failure instanceof ApiRefusal ? failure.retryAfterMs : undefined;
        if (asked !== undefined) return asked <= maxRetryDelayMs ? asked : undefined;
        const longest = Math.min(retryDelayMs * 2 ** (attempt - 1), maxRetryDelayMs);
        // Half fixed, half random: clients that failed together do not come back together.
        return longest / 2 + (longest / 2) * Math.random();
    }
}

function mayPass(failure: ApiRefusal | ConnectionFailure): boolean {
    if (failure instanceof ConnectionFailure) return true;
    return PASSING_STATUSES.has(failure.status) || failure.code === 'idempotency_in_progress';
}

function queryOf(query: Record<string, unknown> | undefined): string {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query ?? {})) {
        if (value === undefined || value === null) continue;
        for (const one of Array.isArray(value) ? value : [value]) {
            parameters.append(name, one instanceof Date ? one.toISOString() : String(one));
        }
    }
    const text = parameters.toString();
    return text === '' ? '' : `?${text}`;
}

function parse(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        // A proxy's page, for example; the status decides what it means.
        return undefined;
    }
}

function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const stop = () => {
            clearTimeout(timer);
            reject(signal?.reason as Error);
        };
        const timer = setTimeout(() => {
            signal?.removeEventListener('abort', stop);
            resolve();
        }, ms);
        signal?.addEventListener('abort', stop, { once: true });
    });
}
